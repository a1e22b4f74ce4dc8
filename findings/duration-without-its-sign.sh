#!/bin/sh
# A package for ISO 8601 durations beside a sign: minus five minutes are five minutes.
#
# Versions: iso8601-duration 2.1.4, tinyduration 3.4.1 (npm), Node 20 and 24.
# Guess: "-PT5M" (the sign is in ISO 8601-2, and in every alarm of a calendar file: TRIGGER:-PT5M) is negative, or is refused.
# Behaviour: iso8601-duration drops the sign without a word, so that five minutes before become five minutes after. tinyduration keeps it
#   as a flag. "P1.5D", a fraction in the last place as the standard allows, is refused by the one and read by the other.
# Fails (exit 1) if it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund iso8601-duration@2.1.4 tinyduration@3.4.1
cat >try.mjs <<'JS'
import { parse, toSeconds } from "iso8601-duration";
import * as tiny from "tinyduration";
const tried = (act) => {
  try {
    return act();
  } catch {
    return "refused";
  }
};
const seen = [
  tried(() => toSeconds(parse("-PT5M"))),
  tiny.parse("-PT5M"),
  tried(() => toSeconds(parse("P1.5D"))),
  tiny.parse("P1.5D"),
];
const expected = [300, { minutes: 5, negative: true }, "refused", { days: 1.5 }];
const same = JSON.stringify(seen) === JSON.stringify(expected);
console.log(JSON.stringify(seen, null, 1));
console.log(same ? "as it was" : `changed; it was ${JSON.stringify(expected, null, 1)}`);
process.exitCode = same ? 0 : 1;
JS
node try.mjs
