#!/bin/sh
# Packages for WebVTT beside a transcript as players write it: the end of a cue is lost in one, the head refused by another.
#
# Versions: @plussub/srt-vtt-parser 2.0.5, node-webvtt 1.9.4, subtitle 4.2.2 (npm), Node 20 and 24.
# Guess: "00:01.000 --> 00:02.500 align:start" ends at 2.5 s in all of them, and a line of metadata under the signature ("Kind: captions",
#   as platforms write it) is passed over.
# Behaviour: @plussub gives `to: null` for a cue that has settings, without an error. node-webvtt refuses the whole file for the line of
#   metadata unless it is told `meta: true`. subtitle reads both.
# Fails (exit 1) if it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @plussub/srt-vtt-parser@2.0.5 node-webvtt@1.9.4 subtitle@4.2.2
cat >try.mjs <<'JS'
import { parse } from "@plussub/srt-vtt-parser";
import nodeWebvtt from "node-webvtt";
import subtitle from "subtitle";
const file = "WEBVTT\nKind: captions\n\n00:01.000 --> 00:02.500 align:start\nHello, is anybody there?\n";
const tried = (act) => {
  try {
    return act();
  } catch (error) {
    return error.message;
  }
};
const seen = [
  parse(file).entries.map(({ from, to }) => [from, to]),
  tried(() => nodeWebvtt.parse(file).cues.length),
  nodeWebvtt.parse(file, { meta: true }).cues.map(({ start, end }) => [start, end]),
  subtitle.parseSync(file).flatMap(({ type, data }) => (type === "cue" ? [[data.start, data.end]] : [])),
];
const expected = [[[1000, null]], "Missing blank line after signature", [[1, 2.5]], [[1000, 2500]]];
const same = JSON.stringify(seen) === JSON.stringify(expected);
console.log(JSON.stringify(seen, null, 1));
console.log(same ? "as it was" : `changed; it was ${JSON.stringify(expected, null, 1)}`);
process.exitCode = same ? 0 : 1;
JS
node try.mjs
