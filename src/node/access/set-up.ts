import { newSetUpCode, sameSecret } from "./tokens.ts";

const MOST_TRIES = 20;

/** The one-use code of a first start: whoever reads the node's log may make the first account. */
export class SetUp {
  #code: string | null;
  #tries = 0;

  constructor(needed: boolean) {
    this.#code = needed ? newSetUpCode() : null;
  }

  /** Null once an account exists, or after too many wrong tries: then a restart prints a new one. */
  get code(): string | null {
    return this.#code;
  }

  /** True once, for the right code; it is used up by that. */
  use(code: string): boolean {
    if (this.#code === null) return false;
    this.#tries += 1;
    const right = sameSecret(code, this.#code);
    if (right || this.#tries >= MOST_TRIES) this.#code = null;
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
