/** Six rhythms on a wood block. They differ in rhythm first, since not everyone hears pitch well. */

export interface Knock {
  readonly atMs: number;
  readonly pitch: number;
  readonly strength: number;
}

const rate = 48_000;
const lengthMs = 640;
const aimedLufs = -16;
const ceiling = 0.89;

const knock = (atMs: number, pitch: number, strength = 1): Knock => ({ atMs, pitch, strength });

export const rhythms: Readonly<Record<string, readonly Knock[]>> = {
  chat: [knock(0, 880), knock(130, 880, 0.8)],
  message: [knock(0, 660)],
  voice: [
    knock(0, 980),
    knock(85, 980, 0.6),
    knock(170, 980, 0.8),
    knock(255, 980, 0.6),
    knock(340, 980),
  ],
  email: [knock(0, 590), knock(300, 590, 0.8)],
  callback: [knock(0, 780, 0.7), knock(80, 780, 0.7), knock(270, 1_040)],
  transfer: [knock(0, 1_040), knock(210, 780, 0.7), knock(300, 780, 0.8)],
};

/** A block struck once: two damped tones that are no octave apart, and the dry click of the stick. */
function strike({ pitch, strength }: Knock, t: number, noise: number): number {
  const body = Math.sin(2 * Math.PI * pitch * t) * Math.exp(-t / 0.045);
  const edge = Math.sin(2 * Math.PI * pitch * 2.42 * t) * Math.exp(-t / 0.018);
  const stick = noise * Math.exp(-t / 0.004);
  const attack = Math.min(1, t / 0.0008);
  return strength * attack * (body + 0.45 * edge + 0.25 * stick);
}

/** Always the same noise, so that the files are the same on every machine. */
function noiseOf(length: number): Float64Array {
  let seed = 12_345;
  return new Float64Array(length).map(() => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 1;
    return seed / 1_073_741_824 - 1;
  });
}

/** ITU-R BS.1770 K-weighting at 48 kHz. */
const weighting = [
  {
    b0: 1.53512485958697,
    b1: -2.69169618940638,
    b2: 1.19839281085285,
    a1: -1.69065929318241,
    a2: 0.73248077421585,
  },
  { b0: 1, b1: -2, b2: 1, a1: -1.99004745483398, a2: 0.99007225036621 },
];

function weighted(samples: Float64Array): Float64Array {
  let signal = samples;
  for (const { b0, b1, b2, a1, a2 } of weighting) {
    let [x1, x2, y1, y2] = [0, 0, 0, 0];
    signal = signal.map((x) => {
      const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
      [x1, x2, y1, y2] = [x, x1, y, y1];
      return y;
    });
  }
  return signal;
}

/** Of the first 400 ms, where every rhythm lives: one block of the standard's, so no gate applies. */
export function loudness(samples: Float64Array): number {
  const block = weighted(samples).subarray(0, 0.4 * rate);
  const power = block.reduce((sum, sample) => sum + sample * sample, 0) / block.length;
  return -0.691 + 10 * Math.log10(power);
}

/** A short knock is nearly all peak: it is driven into a soft ceiling until it is as loud as its sisters. */
const driven = (samples: Float64Array, drive: number): Float64Array =>
  samples.map((sample) => ceiling * Math.tanh(drive * sample));

export function soundOf(knocks: readonly Knock[]): Float64Array {
  const length = Math.round((lengthMs / 1_000) * rate);
  const noise = noiseOf(length);
  const fade = 0.03 * rate;
  const raw = new Float64Array(length).map((_, at) => {
    const sum = knocks.reduce((all, struck) => {
      const t = at / rate - struck.atMs / 1_000;
      return t < 0 ? all : all + strike(struck, t, noise[at] ?? 0);
    }, 0);
    return sum * Math.min(1, (length - 1 - at) / fade);
  });
  let [least, most] = [0.01, 20];
  for (let step = 0; step < 40; step += 1) {
    const between = (least + most) / 2;
    if (loudness(driven(raw, between)) < aimedLufs) least = between;
    else most = between;
  }
  return driven(raw, least);
}

export function encodeWav(samples: Float64Array): Buffer {
  const data = Buffer.alloc(samples.length * 2);
  for (const [at, sample] of samples.entries())
    data.writeInt16LE(Math.round(sample * 32_767), at * 2);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(36 + data.length, 4);
  head.write("WAVEfmt ", 8, "latin1");
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36, "latin1");
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
