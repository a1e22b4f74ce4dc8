#!/bin/sh
# node-ical beside a series with a day left out: the rule that it hands on still holds that day.
#
# Versions: node-ical 0.26.1 (npm), Node 20 and 24.
# Guess: the occurrences of a weekly event with EXDATE, asked of the event's `rrule`, leave that day out.
# Behaviour: `rrule.all()` lists the excluded day too; it stands beside, in `exdate`, under two keys for one day (a date and an instant), and
#   whoever asks the rule alone opens, or closes, on a day that the file takes out.
# Fails (exit 1) if it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node-ical@0.26.1
cat >try.mjs <<'JS'
import nodeIcal from "node-ical";
const file = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "PRODID:-//example//EN",
  "BEGIN:VEVENT",
  "UID:shift@example.com",
  "DTSTAMP:20260101T000000Z",
  "DTSTART;TZID=Europe/Vienna:20260323T090000",
  "DTEND;TZID=Europe/Vienna:20260323T170000",
  "RRULE:FREQ=WEEKLY;COUNT=3",
  "EXDATE;TZID=Europe/Vienna:20260330T090000",
  "SUMMARY:Shift",
  "END:VEVENT",
  "END:VCALENDAR",
  "",
].join("\r\n");
const shift = Object.values(nodeIcal.sync.parseICS(file)).find(({ type }) => type === "VEVENT");
const seen = {
  all: shift.rrule.all().map((each) => each.toISOString().slice(0, 10)),
  exdate: Object.keys(shift.exdate),
};
const expected = {
  all: ["2026-03-23", "2026-03-30", "2026-04-06"],
  exdate: ["2026-03-30", "2026-03-30T07:00:00.000Z"],
};
const same = JSON.stringify(seen) === JSON.stringify(expected);
console.log(JSON.stringify(seen, null, 1));
console.log(same ? "as it was" : `changed; it was ${JSON.stringify(expected, null, 1)}`);
process.exitCode = same ? 0 : 1;
JS
node try.mjs
