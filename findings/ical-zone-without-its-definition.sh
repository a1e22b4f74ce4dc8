#!/bin/sh
# iCalendar packages beside a file that names a zone and does not define it: one takes the name, the other the machine's own zone.
#
# Versions: ical.js 2.2.1, node-ical 0.26.1 (npm), Node 20 and 24, the process in New York's zone.
# Guess: "DTSTART;TZID=Europe/Vienna:20260323T090000" is nine o'clock in Vienna in both, also where the file leaves out the VTIMEZONE
#   (many do, though RFC 5545 asks for it), or is refused.
# Behaviour: ical.js makes it a floating time without a word: nine o'clock in the zone of whatever machine reads it. node-ical knows the
#   zone by its name. And a whole day of a holiday calendar is midnight of the machine's zone in both, so a server elsewhere
#   closes at the wrong hour unless it takes the date alone.
# Fails (exit 1) if it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1
cat >try.mjs <<'JS'
import ICAL from "ical.js";
import nodeIcal from "node-ical";
const event = (uid, start) =>
  ["BEGIN:VEVENT", `UID:${uid}@example.com`, "DTSTAMP:20260101T000000Z", start, `SUMMARY:${uid}`, "END:VEVENT"];
const file = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "PRODID:-//example//EN",
  ...event("shift", "DTSTART;TZID=Europe/Vienna:20260323T090000"),
  ...event("holiday", "DTSTART;VALUE=DATE:20261224"),
  "END:VCALENDAR",
  "",
].join("\r\n");
const events = new ICAL.Component(ICAL.parse(file))
  .getAllSubcomponents("vevent")
  .map((each) => new ICAL.Event(each).startDate);
const other = Object.values(nodeIcal.sync.parseICS(file)).filter(({ type }) => type === "VEVENT");
const seen = {
  "ical.js": events.map((start) => [start.zone.tzid, start.toJSDate().toISOString()]),
  "node-ical": other.map(({ start }) => [start.tz ?? "", start.toISOString()]),
};
const expected = {
  "ical.js": [
    ["floating", "2026-03-23T13:00:00.000Z"],
    ["floating", "2026-12-24T05:00:00.000Z"],
  ],
  "node-ical": [
    ["Europe/Vienna", "2026-03-23T08:00:00.000Z"],
    ["", "2026-12-24T05:00:00.000Z"],
  ],
};
const same = JSON.stringify(seen) === JSON.stringify(expected);
console.log(JSON.stringify(seen, null, 1));
console.log(same ? "as it was" : `changed; it was ${JSON.stringify(expected, null, 1)}`);
process.exitCode = same ? 0 : 1;
JS
TZ=America/New_York node try.mjs
