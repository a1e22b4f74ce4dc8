/**
 * Draws the app icon, the tray glyphs and the taskbar badges, and sounds the six offer rhythms, from code
 * alone: whoever ships Switchyard owes nobody a licence for them. Run: node scripts/make-resources.mjs
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { appIconShapes, appIconSvg } from "./make-resources/app-icon.mjs";
import { encodeIco, encodePng, paint } from "./make-resources/picture.mjs";
import { encodeWav, rhythms, soundOf } from "./make-resources/sound.mjs";
import {
  badgeShapes,
  badges,
  glyphs,
  glyphShapes,
  trayColours,
} from "./make-resources/tray-glyphs.mjs";

const resources = join(dirname(fileURLToPath(import.meta.url)), "..", "resources");

function write(path, content) {
  const file = join(resources, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function png(shapes, size) {
  return encodePng(size, paint(shapes, size));
}

function makeIcon() {
  const pictures = new Map();
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
    pictures.set(size, png(appIconShapes(size), size));
    write(`icon/icon-${size}.png`, pictures.get(size));
  }
  write("icon/icon.svg", appIconSvg());
  write("icon/icon.ico", encodeIco([...pictures].filter(([size]) => size <= 256)));
}

function makeTray() {
  for (const glyph of glyphs) {
    for (const [variant, colours] of Object.entries(trayColours)) {
      for (const size of [16, 22, 32]) {
        const shapes = glyphShapes(glyph, colours[glyph]);
        write(`tray/${variant}/${glyph}-${size}.png`, png(shapes, size));
        write(`tray/${variant}/${glyph}-${size}@2x.png`, png(shapes, size * 2));
      }
    }
    const black = glyphShapes(glyph, "#000000");
    write(`tray/template/${glyph}Template.png`, png(black, 16));
    write(`tray/template/${glyph}Template@2x.png`, png(black, 32));
  }
  for (const badge of badges) {
    write(`badge/${badge}.png`, png(badgeShapes(badge), 16));
    write(`badge/${badge}@2x.png`, png(badgeShapes(badge), 32));
  }
}

function makeSounds() {
  for (const name of Object.keys(rhythms)) write(`sounds/${name}.wav`, encodeWav(soundOf(name)));
}

for (const folder of ["icon", "tray", "badge", "sounds"]) {
  rmSync(join(resources, folder), { recursive: true, force: true });
}
makeIcon();
makeTray();
makeSounds();
