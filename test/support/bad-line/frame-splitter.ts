/**
 * Cuts a WebSocket's byte stream into its frames, each as it stands on the wire (a client's stay masked), so that
 * a frame can be lost, sent twice or overtaken without being understood. The handshake counts as the first frame.
 */
export class FrameSplitter {
  #kept: Buffer = Buffer.alloc(0);
  #greeted = false;

  push(chunk: Buffer): Buffer[] {
    this.#kept = Buffer.concat([this.#kept, chunk]);
    const frames: Buffer[] = [];
    for (;;) {
      const length = this.#greeted ? frameLength(this.#kept) : handshakeLength(this.#kept);
      if (length === null || this.#kept.length < length) return frames;
      frames.push(this.#kept.subarray(0, length));
      this.#kept = this.#kept.subarray(length);
      this.#greeted = true;
    }
  }
}

function handshakeLength(bytes: Buffer): number | null {
  const end = bytes.indexOf("\r\n\r\n");
  return end === -1 ? null : end + 4;
}

const MASK_BYTES = 4;

function frameLength(bytes: Buffer): number | null {
  if (bytes.length < 2) return null;
  const second = bytes.readUInt8(1);
  const mask = (second & 0x80) === 0 ? 0 : MASK_BYTES;
  const short = second & 0x7f;
  if (short < 126) return 2 + mask + short;
  if (short === 126) return bytes.length < 4 ? null : 4 + mask + bytes.readUInt16BE(2);
  return bytes.length < 10 ? null : 10 + mask + Number(bytes.readBigUInt64BE(2));
}
