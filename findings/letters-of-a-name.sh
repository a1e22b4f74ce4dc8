#!/bin/sh
# Packages that count what a reader takes for a letter, beside Intl.Segmenter: Hindi and Bengali names are cut in the middle of one.
#
# Versions: graphemer 1.4.0, grapheme-splitter 1.0.4, unicode-segmenter 0.17.3 (npm), Node 20 and 24.
# Guess: all of them agree with the segmenter that Node and browsers bring (Unicode 15.1 and later).
# Behaviour: the two that are used most keep the rules from before conjuncts belonged together: four letters instead of two in a Hindi
#   word, two instead of one in a Malayalam conjunct. unicode-segmenter agrees with Intl. Initials, shortened names and limits made by
#   one side are torn on the other.
# Fails (exit 1) if it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund graphemer@1.4.0 grapheme-splitter@1.0.4 unicode-segmenter@0.17.3
cat >try.mjs <<'JS'
import graphemer from "graphemer";
import Splitter from "grapheme-splitter";
import { splitGraphemes } from "unicode-segmenter/grapheme";
const Graphemer = graphemer.default ?? graphemer;
const native = new Intl.Segmenter("en", { granularity: "grapheme" });
const words = ["क्षेत्र", "নমস্কার", "ക്ഷ"];
const seen = words.map((word) => [
  [...native.segment(word)].length,
  new Graphemer().countGraphemes(word),
  new Splitter().countGraphemes(word),
  [...splitGraphemes(word)].length,
]);
const expected = [
  [2, 4, 4, 2],
  [4, 5, 5, 4],
  [1, 2, 2, 1],
];
const same = JSON.stringify(seen) === JSON.stringify(expected);
console.log(JSON.stringify(seen, null, 1));
console.log(same ? "as it was" : `changed; it was ${JSON.stringify(expected, null, 1)}`);
process.exitCode = same ? 0 : 1;
JS
node try.mjs
