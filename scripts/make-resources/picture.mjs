/** Pictures from distances: each shape says how far a point is from its edge, negative inside. */
import { deflateSync } from "node:zlib";

export function colour(hex, alpha = 1) {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return { r, g, b, alpha };
}

export const disc = (x, y, radius) => (px, py) => Math.hypot(px - x, py - y) - radius;

export const ring = (x, y, radius, width) => (px, py) =>
  Math.abs(Math.hypot(px - x, py - y) - radius) - width / 2;

export const box = (x, y, halfWidth, halfHeight, corner) => (px, py) => {
  const dx = Math.abs(px - x) - halfWidth + corner;
  const dy = Math.abs(py - y) - halfHeight + corner;
  return Math.min(Math.max(dx, dy), 0) + Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) - corner;
};

export const diamond = (x, y, half, corner) => (px, py) => {
  const [dx, dy] = [px - x, py - y];
  const turned = Math.SQRT1_2;
  return box(0, 0, half, half, corner)((dx + dy) * turned, (dy - dx) * turned);
};

export const line = (x1, y1, x2, y2, width) => (px, py) => {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = ((px - x1) * dx + (py - y1) * dy) / (dx * dx + dy * dy);
  const at = Math.min(1, Math.max(0, along));
  return Math.hypot(px - x1 - at * dx, py - y1 - at * dy) - width / 2;
};

export const both = (first, second) => (px, py) => Math.max(first(px, py), second(px, py));
export const leftOf = (x) => (px) => px - x;

/** Shapes are drawn on a square of side 1, one over the other; `size` is the picture's in pixels. */
export function paint(shapes, size) {
  const pixels = new Uint8Array(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const [x, y] = [(column + 0.5) / size, (row + 0.5) / size];
      let [r, g, b, a] = [0, 0, 0, 0];
      for (const { distance, fill } of shapes) {
        const cover = Math.min(1, Math.max(0, 0.5 - distance(x, y) * size));
        if (cover === 0) continue;
        const ink = typeof fill === "function" ? fill(x, y) : fill;
        const over = cover * ink.alpha;
        const left = a * (1 - over);
        const sum = over + left;
        if (sum === 0) continue;
        [r, g, b] = [r, g, b].map(
          (below, i) => ([ink.r, ink.g, ink.b][i] * over + below * left) / sum,
        );
        a = sum;
      }
      pixels.set(
        [Math.round(r), Math.round(g), Math.round(b), Math.round(a * 255)],
        (row * size + column) * 4,
      );
    }
  }
  return pixels;
}

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) c = crcTable[(c ^ byte) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

export function encodePng(size, pixels) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let row = 0; row < size; row += 1) {
    rows.set(pixels.subarray(row * size * 4, (row + 1) * size * 4), row * (size * 4 + 1) + 1);
  }
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A Windows icon is a list of pictures; PNG is allowed inside. */
export function encodeIco(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, [size, picture]] of pictures.entries()) {
    const at = 6 + 16 * index;
    head.set([size % 256, size % 256, 0, 0, 1, 0, 32, 0], at);
    head.writeUInt32LE(picture.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += picture.length;
  }
  return Buffer.concat([head, ...pictures.map(([, picture]) => picture)]);
}
