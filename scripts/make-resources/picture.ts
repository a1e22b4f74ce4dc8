/** Pictures from distances: each shape says how far a point is from its edge, negative inside. */
import { deflateSync } from "node:zlib";

export type Point = readonly [x: number, y: number];
export type Distance = (x: number, y: number) => number;
export interface Ink {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly alpha: number;
}
export interface Shape {
  readonly distance: Distance;
  readonly fill: Ink | ((x: number, y: number) => Ink);
}

export function ink(hex: string, alpha = 1): Ink {
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
  return { r: part(1), g: part(3), b: part(5), alpha };
}

export function disc([x, y]: Point, radius: number): Distance {
  return (px, py) => Math.hypot(px - x, py - y) - radius;
}

export function ring([x, y]: Point, radius: number, width: number): Distance {
  return (px, py) => Math.abs(Math.hypot(px - x, py - y) - radius) - width / 2;
}

/** A square with round corners. */
export function box([x, y]: Point, half: number, corner: number): Distance {
  return (px, py) => {
    const dx = Math.abs(px - x) - half + corner;
    const dy = Math.abs(py - y) - half + corner;
    return Math.min(Math.max(dx, dy), 0) + Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) - corner;
  };
}

export function diamond([x, y]: Point, half: number, corner: number): Distance {
  const upright = box([0, 0], half, corner);
  return (px, py) => upright((px - x + py - y) * Math.SQRT1_2, (py - y - px + x) * Math.SQRT1_2);
}

export function line([x1, y1]: Point, [x2, y2]: Point, width: number): Distance {
  const [dx, dy] = [x2 - x1, y2 - y1];
  return (px, py) => {
    const along = ((px - x1) * dx + (py - y1) * dy) / (dx * dx + dy * dy);
    const at = Math.min(1, Math.max(0, along));
    return Math.hypot(px - x1 - at * dx, py - y1 - at * dy) - width / 2;
  };
}

export function both(first: Distance, second: Distance): Distance {
  return (x, y) => Math.max(first(x, y), second(x, y));
}

/** Shapes are drawn on a square of side 1, one over the other; `size` is the picture's in pixels. */
export function paint(shapes: readonly Shape[], size: number): Uint8Array {
  const pixels = new Uint8Array(size * size * 4);
  for (let at = 0; at < size * size; at += 1) {
    const [x, y] = [((at % size) + 0.5) / size, (Math.floor(at / size) + 0.5) / size];
    const { r, g, b, alpha } = pixel(shapes, [x, y], size);
    pixels.set([Math.round(r), Math.round(g), Math.round(b), Math.round(alpha * 255)], at * 4);
  }
  return pixels;
}

function pixel(shapes: readonly Shape[], [x, y]: Point, size: number): Ink {
  let below: Ink = { r: 0, g: 0, b: 0, alpha: 0 };
  for (const { distance, fill } of shapes) {
    const cover = Math.min(1, Math.max(0, 0.5 - distance(x, y) * size));
    if (cover > 0) below = over(typeof fill === "function" ? fill(x, y) : fill, cover, below);
  }
  return below;
}

function over(top: Ink, cover: number, below: Ink): Ink {
  const fresh = cover * top.alpha;
  const kept = below.alpha * (1 - fresh);
  const alpha = fresh + kept;
  if (alpha === 0) return below;
  const mix = (a: number, b: number): number => (a * fresh + b * kept) / alpha;
  return { r: mix(top.r, below.r), g: mix(top.g, below.g), b: mix(top.b, below.b), alpha };
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

export function encodePng(size: number, pixels: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits a channel, with alpha, not interlaced.
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
export function encodeIco(pictures: readonly (readonly [size: number, png: Buffer])[]): Buffer {
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
