import { BehaviorSubject, type Observable } from "rxjs";
import type { Timing } from "../client/port.ts";
import type { Connection, DeskEnd } from "./desk.ts";

const QUIET_MS = 10_000;

type Words = Partial<
  Pick<
    Connection,
    | "rttMs"
    | "lastUpdateAt"
    | "nodeName"
    | "catchingUp"
    | "cut"
    | "leading"
    | "diskFailing"
    | "nodeKeeps"
    | "clockHeld"
  >
>;

type Change = {
  since: number;
  attempts?: number;
  nodeName?: string;
  leading?: boolean;
  catchingUp?: boolean;
  nodeKeeps?: boolean;
  clockHeld?: boolean;
} & ({ state: Exclude<Connection["state"], "REFUSED"> } | { state: "REFUSED"; code: DeskEnd });

/** How the line to the node stands, as people are told: flaps of less than ten seconds are a reconnecting. */
export class LineState {
  readonly #now: () => number;
  readonly #after: Timing["after"];
  readonly #state: BehaviorSubject<Connection>;
  #cancelQuiet: (() => void) | null = null;

  constructor(
    first: Pick<Connection, "nodeId" | "nodeName">,
    now: () => number,
    after: Timing["after"],
  ) {
    this.#now = now;
    this.#after = after;
    const none = {
      attempts: 0,
      rttMs: null,
      lastUpdateAt: null,
      catchingUp: false,
      cut: false,
      leading: false,
      diskFailing: false,
      nodeKeeps: true,
      clockHeld: false,
    };
    this.#state = new BehaviorSubject<Connection>({
      ...first,
      ...none,
      state: "CONNECTING",
      since: now(),
    });
  }

  get connection(): Observable<Connection> {
    return this.#state.asObservable();
  }

  get value(): Connection {
    return this.#state.value;
  }

  connecting(): void {
    this.#set({ state: "CONNECTING", since: this.#now(), attempts: 0, leading: true });
  }

  live(nodeName: string): void {
    this.#cancelQuiet?.();
    this.#set({
      state: "LIVE",
      since: this.#now(),
      attempts: 0,
      nodeName,
      catchingUp: true,
      nodeKeeps: true,
      clockHeld: false,
    });
  }

  lost(attempts: number): void {
    const { state, since } = this.value;
    if (state === "LIVE") {
      this.#set({ state: "RECONNECTING", since: this.#now(), attempts });
      this.#cancelQuiet = this.#after(QUIET_MS, () => this.#quietIsOver());
    } else {
      this.#set({ state: state === "RECONNECTING" ? state : "OFFLINE", since, attempts });
    }
  }

  refused(code: DeskEnd): void {
    this.#cancelQuiet?.();
    this.#set({ state: "REFUSED", code, since: this.#now() });
  }

  /** Facts beside the state. */
  tell(words: Words): void {
    this.#state.next({ ...this.value, ...words });
  }

  /** What the leading page says, in a page that follows. */
  follow(connection: Connection): void {
    this.#state.next({ ...connection, leading: false });
  }

  #quietIsOver(): void {
    const { state, since, attempts } = this.value;
    if (state === "RECONNECTING") this.#set({ state: "OFFLINE", since, attempts });
  }

  #set(change: Change): void {
    this.#state.next({ ...this.value, ...change });
  }
}
