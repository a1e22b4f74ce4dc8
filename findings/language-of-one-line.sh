#!/bin/sh
# Language detectors beside what customers type first: one line is too short for one of them, and it does not say so.
#
# Versions: franc 6.2.0, eld 2.1.0 (npm), Node 20 and 24.
# Guess: a plain question of four to six words in English, French or Spanish is recognised, or said to be unknown (franc's own word for
#   that is "und"), so that a queue's language skill can be set from the first message.
# Behaviour: franc calls "Where is my parcel?" Italian, "Hello, can you help me?" Haitian and "Please call me back" Ewe, never "und", and
#   still Italian and French where it may choose among five languages only. eld has all of them right.
# Fails (exit 1) if it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund franc@6.2.0 eld@2.1.0
cat >try.mjs <<'JS'
import { franc } from "franc";
import { eld } from "eld";
await eld.load("large");
const lines = [
  "Where is my parcel?",
  "Hello, can you help me?",
  "Please call me back",
  "Wo ist mein Paket?",
  "Où est mon colis ?",
  "¿Dónde está mi pedido?",
];
const few = { only: ["eng", "deu", "fra", "spa", "ita"] };
const seen = lines.map((line) => [franc(line), franc(line, few), eld.detect(line).language]);
const expected = [
  ["ita", "ita", "en"],
  ["hat", "fra", "en"],
  ["ewe", "eng", "en"],
  ["ilo", "deu", "de"],
  ["ekk", "fra", "fr"],
  ["ibb", "spa", "es"],
];
const same = JSON.stringify(seen) === JSON.stringify(expected);
console.log(JSON.stringify(seen, null, 1));
console.log(same ? "as it was" : `changed; it was ${JSON.stringify(expected, null, 1)}`);
process.exitCode = same ? 0 : 1;
JS
node try.mjs
