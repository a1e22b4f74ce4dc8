#!/bin/sh
# Two packages of German holidays beside a holiday of one year and one state: one of them has it.
#
# Versions: feiertagejs 1.5.1, date-holidays 3.37.0 (npm), Node 20 and 24.
# Guess: both know that 8 May 2025 was a public holiday in Berlin alone (80 years after the end of the war), as both know 31 October 2017.
# Behaviour: date-holidays has it as public; feiertagejs has not, and says that Berlin was at work. A calendar of open hours that is filled
#   from one of them needs a day that somebody can add by hand.
# Fails (exit 1) if it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund feiertagejs@1.5.1 date-holidays@3.37.0
cat >try.mjs <<'JS'
import * as feiertage from "feiertagejs";
import Holidays from "date-holidays";
const { isHoliday } = feiertage.default ?? feiertage;
const isPublic = (date, state) =>
  new Holidays("DE", state)
    .getHolidays(Number(date.slice(0, 4)))
    .some((each) => each.date.startsWith(date) && each.type === "public");
const seen = [
  isHoliday(new Date(2025, 4, 8), "BE"),
  isPublic("2025-05-08", "be"),
  isHoliday(new Date(2017, 9, 31), "NW"),
  isPublic("2017-10-31", "nw"),
];
const expected = [false, true, true, true];
const same = JSON.stringify(seen) === JSON.stringify(expected);
console.log(JSON.stringify(seen, null, 1));
console.log(same ? "as it was" : `changed; it was ${JSON.stringify(expected, null, 1)}`);
process.exitCode = same ? 0 : 1;
JS
node try.mjs
