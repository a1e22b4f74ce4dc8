import type { BodyOf, CommandType } from "../../../src/protocol/commands.ts";

/** What a device is told to do, and what it answers. It lives in a process of its own. */
export interface DeviceOrders {
  /** Opens the desk over the line and waits until it has caught up. */
  open(place: DevicePlace): Promise<void>;
  /** Works from now on, one act after another, until told to rest. */
  work(pace: { everyMs: number; most: number }): void;
  rest(): Promise<void>;
  /** Works until so many commands have been given in all, whatever the line does. */
  actUntil(commands: number): Promise<void>;
  /** So much time goes by at once, on all of the device's clocks. */
  pass(ms: number): void;
  standing(): Promise<DeviceStanding>;
  ledger(): Promise<DeviceLedger>;
  /** Everything in memory, as it is shown. */
  rows(): Promise<string[]>;
  close(): Promise<void>;
}

export interface DevicePlace {
  readonly nodeUrl: string;
  /** Where the socket really goes: the line's host and port. */
  readonly lineHost: string;
  readonly token: string;
  readonly name: string;
  readonly seed: number;
  /** Above 1 the device's timers run that much faster. */
  readonly haste: number;
  /** Whether the page is closed and opened again now and then. */
  readonly reloads: boolean;
}

export interface DeviceStanding {
  /** What is in IndexedDB, counted anew from the stored rows themselves. */
  readonly onDisk: { readonly size: number; readonly hash: number };
  readonly inMemory: number;
  readonly waiting: number;
  readonly state: string;
  readonly acts: number;
}

/** A command as it was submitted; `stored` once the desk has said that it is on the device. */
export interface Done {
  readonly command: {
    readonly id: string;
    readonly type: CommandType;
    readonly body: BodyOf<CommandType>;
  };
  stored: boolean;
}

export interface DeviceLedger {
  readonly done: readonly Done[];
  /** Shown in the outbox as refused, with the reason. */
  readonly refused: readonly { readonly id: string; readonly code: string | null }[];
  readonly waiting: readonly string[];
}

export interface OrderMessage {
  readonly n: number;
  readonly order: keyof DeviceOrders;
  readonly given: unknown;
}

export interface AnswerMessage {
  readonly n: number;
  readonly answer?: unknown;
  readonly fault?: string;
}
