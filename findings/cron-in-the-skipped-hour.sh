#!/bin/sh
# Cron packages beside the change to summer time: what a job in the skipped hour does depends on the package.
#
# Versions: croner 11.0.1, cron-parser 5.10.6, cron 4.4.0 (npm), Node 20 and 24.
# Guess: a job at 02:30 in Vienna on 29 March 2026, a time that the clocks there do not show, runs in none of them that day, or in
#   all of them at one and the same instant; on Lord Howe, where clocks move by half an hour, too.
# Behaviour: croner and cron run it at 03:00, cron-parser at 03:30. On Lord Howe (a job at 02:15 on 4 October 2026) croner runs it
#   at 02:30, cron-parser leaves the day out, and cron gives two runs for one day: at 01:45, before the wished time, and at 02:45.
#   A report or a shift that two programs plan by the same line begins at different instants, once a year.
# Fails (exit 1) if it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund croner@11.0.1 cron-parser@5.10.6 cron@4.4.0
cat >try.mjs <<'JS'
import { Cron } from "croner";
import { CronExpressionParser } from "cron-parser";
import { CronTime } from "cron";
const cases = [
  ["Europe/Vienna", "30 2 * * *", "2026-03-28T12:00:00Z"],
  ["Australia/Lord_Howe", "15 2 * * *", "2026-10-03T12:00:00Z"],
];
const iso = (date) => date.toISOString().slice(0, 16);
const two = (next) => [next(), next()].map(iso);
const seen = cases.map(([timezone, line, from]) => {
  const start = new Date(from);
  const parsed = CronExpressionParser.parse(line, { tz: timezone, currentDate: start });
  const time = new CronTime(line, timezone);
  let last = start;
  return {
    croner: new Cron(line, { timezone }).nextRuns(2, start).map(iso),
    "cron-parser": two(() => parsed.next().toDate()),
    cron: two(() => (last = time.getNextDateFrom(last, timezone).toJSDate())),
  };
});
const expected = [
  {
    croner: ["2026-03-29T01:00", "2026-03-30T00:30"],
    "cron-parser": ["2026-03-29T01:30", "2026-03-30T00:30"],
    cron: ["2026-03-29T01:00", "2026-03-30T00:30"],
  },
  {
    croner: ["2026-10-03T15:30", "2026-10-04T15:15"],
    "cron-parser": ["2026-10-04T15:15", "2026-10-05T15:15"],
    cron: ["2026-10-03T15:15", "2026-10-03T15:45"],
  },
];
const same = JSON.stringify(seen) === JSON.stringify(expected);
console.log(JSON.stringify(seen, null, 1));
console.log(same ? "as it was" : `changed; it was ${JSON.stringify(expected, null, 1)}`);
process.exitCode = same ? 0 : 1;
JS
node try.mjs
