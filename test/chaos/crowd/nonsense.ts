import { limits } from "../../../src/protocol/version.ts";

/** A body that is right in all but this: its attributes are nested deeper than anybody's are. */
export const deepTaskBody = (levels: number): string =>
  `{"taskId":"deep","interactionId":"deep","workflowId":null,"queueId":null,"mrdId":null,` +
  `"attributes":{"a":${"[".repeat(levels)}1${"]".repeat(levels)}},"priority":null,"timeoutSec":null,` +
  `"customerName":"","subject":""}`;

export const deepTask = (levels: number): string =>
  `{"frame":"commands","commands":[{"id":"deep","type":"task.create","body":${deepTaskBody(levels)}}]}`;

/** What no desk sends: each of these ends the connection it comes by, and no other. */
export const nonsense: readonly (string | Buffer)[] = [
  "",
  "hello",
  "null",
  "[]",
  "{}",
  '{"frame":"ask","n":1}',
  '{"frame":"here"}',
  '{"frame":"here","n":1e999}',
  '{"frame":"here","n":1,"more":true}',
  '{"frame":"__proto__"}',
  '{"frame":"constructor"}',
  '{"__proto__":{"frame":"here"},"n":1}',
  '{"frame":"fetch","numbers":[]}',
  `{"frame":"fetch","numbers":[${"1,".repeat(5000)}1]}`,
  '{"frame":"hello","protocol":1,"token":"x","device":"y"}',
  '{"frame":"watch","interactionIds":"all"}',
  '{"frame":"commands","commands":[{"id":1}]}',
  `{"frame":"typing","interactionId":"${"x".repeat(100_000)}"}`,
  deepTask(5000),
  deepTask(100_000),
  `{"frame":"fetch","numbers":[${"[],".repeat(30_000)}1]}`,
  "[".repeat(100_000),
  `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`,
  "x".repeat(limits.clientFrameBytes + 1),
  "x".repeat(2 * limits.clientFrameBytes + 1),
  Buffer.from([0, 1, 2, 3]),
  Buffer.alloc(1000, 0xff),
];
