/** Six rhythms on a wood block. They differ in rhythm first, since not everyone hears pitch well. */

const rate = 48_000;
const lengthMs = 640;
const aimedLufs = -16;
const ceiling = 0.89;

/** [milliseconds from the start, pitch in hertz, strength]. */
export const rhythms = {
  chat: [
    [0, 880, 1],
    [130, 880, 0.8],
  ],
  message: [[0, 660, 1]],
  voice: [
    [0, 980, 1],
    [85, 980, 0.6],
    [170, 980, 0.8],
    [255, 980, 0.6],
    [340, 980, 1],
  ],
  email: [
    [0, 590, 1],
    [300, 590, 0.8],
  ],
  callback: [
    [0, 780, 0.7],
    [80, 780, 0.7],
    [270, 1040, 1],
  ],
  transfer: [
    [0, 1040, 1],
    [210, 780, 0.7],
    [300, 780, 0.8],
  ],
};

/** A block struck once: two damped tones that are no octave apart, and the dry click of the stick. */
function strike(samples, [startMs, pitch, strength]) {
  let seed = 12_345;
  const start = Math.round((startMs / 1_000) * rate);
  for (let at = start; at < samples.length; at += 1) {
    const t = (at - start) / rate;
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const noise = seed / 1_073_741_824 - 1;
    const body = Math.sin(2 * Math.PI * pitch * t) * Math.exp(-t / 0.045);
    const edge = Math.sin(2 * Math.PI * pitch * 2.42 * t) * Math.exp(-t / 0.018);
    const attack = Math.min(1, t / 0.0008);
    samples[at] += strength * attack * (body + 0.45 * edge + 0.25 * noise * Math.exp(-t / 0.004));
  }
}

/** ITU-R BS.1770 K-weighting at 48 kHz. */
const weighting = [
  {
    b: [1.53512485958697, -2.69169618940638, 1.19839281085285],
    a: [-1.69065929318241, 0.73248077421585],
  },
  { b: [1, -2, 1], a: [-1.99004745483398, 0.99007225036621] },
];

function weighted(samples) {
  let signal = samples;
  for (const { b, a } of weighting) {
    const out = new Float64Array(signal.length);
    for (let n = 0; n < signal.length; n += 1) {
      out[n] =
        b[0] * signal[n] +
        b[1] * (signal[n - 1] ?? 0) +
        b[2] * (signal[n - 2] ?? 0) -
        a[0] * (out[n - 1] ?? 0) -
        a[1] * (out[n - 2] ?? 0);
    }
    signal = out;
  }
  return signal;
}

/** The first 400 ms, where every rhythm lives: one block of the standard's, so no gate applies. */
export function loudness(samples) {
  const block = weighted(samples).subarray(0, 0.4 * rate);
  const power = block.reduce((sum, sample) => sum + sample * sample, 0) / block.length;
  return -0.691 + 10 * Math.log10(power);
}

/** A short knock is nearly all peak: it is driven into a soft ceiling until it is as loud as its sisters. */
function driven(samples, drive) {
  return samples.map((sample) => ceiling * Math.tanh(drive * sample));
}

export function soundOf(name) {
  const raw = new Float64Array(Math.round((lengthMs / 1_000) * rate));
  for (const knock of rhythms[name]) strike(raw, knock);
  const fade = 0.03 * rate;
  const faded = raw.map((sample, at) => sample * Math.min(1, (raw.length - 1 - at) / fade));
  let [least, most] = [0.01, 20];
  for (let step = 0; step < 40; step += 1) {
    const middle = (least + most) / 2;
    if (loudness(driven(faded, middle)) < aimedLufs) least = middle;
    else most = middle;
  }
  return driven(faded, least);
}

export function encodeWav(samples) {
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
