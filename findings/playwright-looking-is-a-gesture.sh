#!/bin/sh
# Playwright beside the autoplay policy: looking into a page counts as somebody's gesture there.
#
# Versions: playwright-core 1.65.1 (npm), Chromium of Debian 12 (156.0.8078), headless, --autoplay-policy=document-user-activation-required.
# Guess: reading from a page (evaluate, and what waits for a locator) leaves the page as untouched as it was, so a test sees
#   the NotAllowedError that an untouched page gets from HTMLMediaElement.play().
# Behaviour: a page that nobody has looked into is refused. One evaluate of a constant, before the page plays by itself, and
#   the same play() is resolved: navigator.userActivation.hasBeenActive is true. A test of "sound was refused" has to wait
#   without looking, and to look once it has happened.
# Fails (exit 1) if it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
command -v chromium >/dev/null || { echo "needs Debian's chromium: apt-get install chromium"; exit 2; }
npm init -y >/dev/null
npm install --silent --no-audit --no-fund playwright-core@1.65.1
cat >try.mjs <<'JS'
import { createServer } from "node:http";
import { chromium } from "playwright-core";
// A tenth of a second of silence: 8 kHz, mono, 8 bits.
const wav = Buffer.alloc(844, 128);
wav.write("RIFF"); wav.writeUInt32LE(836, 4); wav.write("WAVEfmt ", 8); wav.writeUInt32LE(16, 16);
wav.writeUInt16LE(1, 20); wav.writeUInt16LE(1, 22); wav.writeUInt32LE(8000, 24); wav.writeUInt32LE(8000, 28);
wav.writeUInt16LE(1, 32); wav.writeUInt16LE(8, 34); wav.write("data", 36); wav.writeUInt32LE(800, 40);
const page = `<script>setTimeout(async () => {
  const how = await new Audio("/sound.wav").play().then(() => "played", (error) => error.name);
  fetch("/said?" + how + ",active=" + navigator.userActivation.hasBeenActive);
}, 1500)</script>`;
let heard = () => undefined;
const server = createServer(({ url }, reply) => {
  if (url.startsWith("/said?")) heard(url.slice(6));
  const isSound = url === "/sound.wav";
  reply.setHeader("content-type", isSound ? "audio/wav" : "text/html");
  reply.end(isSound ? wav : page);
}).listen(0, "127.0.0.1");
await new Promise((listening) => server.once("listening", listening));
const url = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--autoplay-policy=document-user-activation-required"],
});
async function tried(look) {
  const tab = await (await browser.newContext()).newPage();
  const said = new Promise((told) => (heard = told));
  await tab.goto(url);
  if (look) await tab.evaluate(() => 0);
  return said;
}
const answer = { untouched: await tried(false), lookedInto: await tried(true) };
await browser.close();
server.close();
console.log(answer);
const same =
  answer.untouched === "NotAllowedError,active=false" && answer.lookedInto === "played,active=true";
console.log(same ? "as described" : "CHANGED");
process.exit(same ? 0 : 1);
JS
timeout 60 node try.mjs
# Output of 30 November 2026:
# { untouched: 'NotAllowedError,active=false', lookedInto: 'played,active=true' }
# as described
