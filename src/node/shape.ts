import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";

type Compiled = ReturnType<typeof Compile>;
export type ShapeFault = ReturnType<Compiled["Errors"]>[number];

/**
 * A schema that is compiled when it is first held against something. There are hundreds of them: a node that was
 * killed would otherwise make everybody wait for half a second until it had read those that nobody asks for.
 */
export class Shape {
  readonly schema: TSchema;
  #compiled: Compiled | null = null;

  constructor(schema: TSchema) {
    this.schema = schema;
  }

  check(value: unknown): boolean {
    return this.#ready().Check(value);
  }

  faults(value: unknown): readonly ShapeFault[] {
    return this.#ready().Errors(value);
  }

  #ready(): Compiled {
    this.#compiled ??= Compile(this.schema);
    return this.#compiled;
  }
}
