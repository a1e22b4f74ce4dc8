#!/bin/sh
# Packages that choose a language beside a browser that says de-AT where the page has de or de-DE: half of them answer in English.
#
# Versions: negotiator 1.1.0, accept-language-parser 1.5.0, bcp-47-match 2.0.3, @formatjs/intl-localematcher 0.10.1 (npm), Node 20 and 24.
# Guess: de-AT is served by de, and by de-DE before English, in each; zh-TW is served by zh-Hant.
# Behaviour: for ["en", "de-DE"] negotiator and bcp-47-match know nothing, so that a page falls back to English. accept-language-parser does
#   not even find "de" unless it is told `loose`, and then gives Taiwan the simplified script, the first that begins with zh.
#   @formatjs/intl-localematcher has all three right.
# Fails (exit 1) if it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund negotiator@1.1.0 accept-language-parser@1.5.0 bcp-47-match@2.0.3 @formatjs/intl-localematcher@0.10.1
cat >try.mjs <<'JS'
import Negotiator from "negotiator";
import parser from "accept-language-parser";
import { lookup } from "bcp-47-match";
import { match } from "@formatjs/intl-localematcher";
const cases = [
  ["de-AT", ["en", "de"]],
  ["de-AT", ["en", "de-DE"]],
  ["zh-TW", ["en", "zh-Hans", "zh-Hant"]],
];
const seen = cases.map(([asked, offered]) => [
  new Negotiator({ headers: { "accept-language": asked } }).languages(offered)[0] ?? null,
  parser.pick(offered, asked),
  parser.pick(offered, asked, { loose: true }),
  lookup(offered, [asked]) ?? null,
  match([asked], offered, "en"),
]);
const expected = [
  ["de", null, "de", "de", "de"],
  [null, null, "de-DE", null, "de-DE"],
  [null, null, "zh-Hans", null, "zh-Hant"],
];
const same = JSON.stringify(seen) === JSON.stringify(expected);
console.log(JSON.stringify(seen, null, 1));
console.log(same ? "as it was" : `changed; it was ${JSON.stringify(expected, null, 1)}`);
process.exitCode = same ? 0 : 1;
JS
node try.mjs
