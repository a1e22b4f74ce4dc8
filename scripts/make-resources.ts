/**
 * Draws the app icon, the tray glyphs and the taskbar badges, and sounds the six offer rhythms, from code
 * alone: whoever ships Switchyard owes nobody a licence for them. Run with Node 24:
 * node scripts/make-resources.ts
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { appIconShapes, appIconSvg } from "./make-resources/app-icon.ts";
import { encodeIco, encodePng, paint } from "./make-resources/picture.ts";
import type { Shape } from "./make-resources/picture.ts";
import { encodeWav, rhythms, soundOf } from "./make-resources/sound.ts";
import {
  badges,
  badgeShapes,
  glyphs,
  trayShapes,
  trayVariants,
} from "./make-resources/tray-glyphs.ts";

const resources = join(import.meta.dirname, "..", "resources");

function write(path: string, content: string | Uint8Array): void {
  const file = join(resources, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function png(shapes: readonly Shape[], size: number): Buffer {
  return encodePng(size, paint(shapes, size));
}

function makeIcon(): void {
  const pictures = new Map<number, Buffer>();
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
    const picture = png(appIconShapes(size), size);
    pictures.set(size, picture);
    write(`icon/icon-${size}.png`, picture);
  }
  write("icon/icon.svg", appIconSvg());
  write("icon/icon.ico", encodeIco([...pictures].filter(([size]) => size <= 256)));
}

function makeTray(): void {
  for (const glyph of glyphs) {
    for (const variant of trayVariants) {
      const shapes = trayShapes(glyph, variant);
      for (const size of [16, 22, 32]) {
        write(`tray/${variant}/${glyph}-${size}.png`, png(shapes, size));
        write(`tray/${variant}/${glyph}-${size}@2x.png`, png(shapes, size * 2));
      }
    }
    // macOS takes the alpha of a picture whose name ends in Template, and colours it itself.
    const black = trayShapes(glyph, "template");
    write(`tray/template/${glyph}Template.png`, png(black, 16));
    write(`tray/template/${glyph}Template@2x.png`, png(black, 32));
  }
  for (const badge of badges) {
    write(`badge/${badge}.png`, png(badgeShapes(badge), 16));
    write(`badge/${badge}@2x.png`, png(badgeShapes(badge), 32));
  }
}

function makeSounds(): void {
  for (const [name, knocks] of Object.entries(rhythms)) {
    write(`sounds/${name}.wav`, encodeWav(soundOf(knocks)));
  }
}

for (const folder of ["icon", "tray", "badge", "sounds"]) {
  rmSync(join(resources, folder), { recursive: true, force: true });
}
makeIcon();
makeTray();
makeSounds();
