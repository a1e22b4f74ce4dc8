import { newSetUpCode, sameSecret } from "./tokens.ts";

/**
 * The one-use code of a first start: whoever reads the node's log may make the first account. Its 16 letters are more
 * than anybody guesses at the rate that sign-ins are held to, so wrong tries do not void it: a stranger could otherwise
 * keep the owner out until a restart.
 */
export class SetUp {
  #code: string | null;

  constructor(needed: boolean) {
    this.#code = needed ? newSetUpCode() : null;
  }

  /** Null once an account exists. */
  get code(): string | null {
    return this.#code;
  }

  /** True once, for the right code; it is used up by that. */
  use(code: string): boolean {
    if (this.#code === null) return false;
    const right = sameSecret(code, this.#code);
    if (right) this.#code = null;
    return right;
  }

  /** Gives the code back when the account could not be made after all. */
  giveBack(code: string): void {
    this.#code = code;
  }

  end(): void {
    this.#code = null;
  }
}
