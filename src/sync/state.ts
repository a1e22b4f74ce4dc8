import type { RxCollection } from "rxdb";
import { Kept, type KeptDoc } from "./kept.ts";
import type { Checkpoint } from "./replica.ts";

const CHECKPOINT = "checkpoint";
const REPLICAS = "replicas";
const HEARD = "heard";

/** The few facts about this device's own data. */
export class State {
  readonly #checkpoint: Kept<Checkpoint>;
  readonly #replicas: Kept<{ readonly names: readonly string[] }>;
  readonly #heard: Kept<{ readonly at: number }>;

  constructor(collection: RxCollection<KeptDoc>) {
    this.#checkpoint = new Kept<Checkpoint>(collection, {
      kind: "CHECKPOINT",
      format: 1,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written below
      upgrade: (body) => body as Checkpoint,
    });
    this.#replicas = new Kept<{ readonly names: readonly string[] }>(collection, {
      kind: "REPLICAS",
      format: 1,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written below
      upgrade: (body) => body as { names: readonly string[] },
    });
    this.#heard = new Kept<{ readonly at: number }>(collection, {
      kind: "HEARD",
      format: 1,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written below
      upgrade: (body) => body as { at: number },
    });
  }

  checkpoint(): Promise<Checkpoint | null> {
    return this.#checkpoint.get(CHECKPOINT);
  }

  saveCheckpoint(checkpoint: Checkpoint): Promise<void> {
    return this.#checkpoint.put(CHECKPOINT, checkpoint);
  }

  /** When the node was last heard of by any page of this profile, node time: what is here is as of then. */
  async heardAt(): Promise<number | null> {
    return (await this.#heard.get(HEARD))?.at ?? null;
  }

  saveHeardAt(at: number): Promise<void> {
    return this.#heard.put(HEARD, { at });
  }

  /** Replica databases made on this device: one for every shape that rows have had. */
  async replicas(): Promise<readonly string[]> {
    return (await this.#replicas.get(REPLICAS))?.names ?? [];
  }

  async addReplica(name: string): Promise<void> {
    const names = await this.replicas();
    if (!names.includes(name)) await this.#replicas.put(REPLICAS, { names: [...names, name] });
  }

  keepReplicas(names: readonly string[]): Promise<void> {
    return this.#replicas.put(REPLICAS, { names });
  }
}
