import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loudness, rhythms, soundOf } from "../../scripts/make-resources/sound.ts";
import { offerSounds } from "../../src/protocol/desktop.ts";

const wav = (name: string): Buffer => readFileSync(`resources/sounds/${name}.wav`);
const samples = (name: string): Int16Array => {
  const data = wav(name).subarray(44);
  return new Int16Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.length));
};

describe("the offer sounds", () => {
  test("are six, one for each name in the table", () => {
    expect(globSync("resources/sounds/*.wav")).toHaveLength(6);
    expect(Object.keys(rhythms).toSorted()).toEqual(offerSounds.toSorted());
  });

  test.each(offerSounds)("%s is short, does not clip, and is as loud as the others", (name) => {
    const heard = samples(name);
    expect(heard.length / 48_000).toBeLessThan(0.7);
    expect(Math.max(...heard.map(Math.abs))).toBeLessThan(0.9 * 32_768);
    expect(loudness(Float64Array.from(heard, (sample) => sample / 32_768))).toBeCloseTo(-16, 1);
  });

  test("differ in rhythm, not only in pitch", () => {
    const beats = Object.values(rhythms).map((knocks) => knocks.map(({ atMs }) => atMs).join());
    expect(new Set(beats).size).toBe(6);
  });

  test("are what the script makes", () => {
    const made = soundOf(rhythms["chat"] ?? []);
    const kept = samples("chat");
    expect(made.length).toBe(kept.length);
    expect(
      Math.max(...kept.map((sample, at) => Math.abs(sample - 32_767 * (made[at] ?? 0)))),
    ).toBeLessThan(2);
  });
});

describe("the pictures", () => {
  const size = (file: string): number => readFileSync(file).readUInt32BE(16);

  test.each([16, 24, 32, 48, 64, 128, 256, 512])("there is an app icon of %i pixels", (pixels) => {
    expect(size(`resources/icon/icon-${pixels}.png`)).toBe(pixels);
  });

  test("each tray and badge picture has a sharp sister of twice its size", () => {
    const plain = globSync("resources/{tray,badge}/**/*.png").filter(
      (file) => !file.includes("@2x"),
    );
    expect(plain.length).toBeGreaterThan(50);
    for (const file of plain)
      expect(size(file.replace(/\.png$/, "@2x.png")), file).toBe(2 * size(file));
  });
});
