#!/bin/sh
# Date packages beside the hour that comes twice: four of them name two different instants, and one asks the process's own zone.
#
# Versions: luxon 3.7.2, dayjs 1.11.23, date-fns-tz 3.2.0, moment-timezone 0.6.6, @date-fns/tz 1.5.0 (npm), Node 20 and 24.
# Guess: "02:30 on 25 October 2026 in Vienna", which the clocks show twice, is the earlier of the two in all of them (as Temporal has it),
#   and the zone of the machine plays no part where a zone is named.
# Behaviour: luxon, dayjs and date-fns-tz name the later one, moment-timezone the earlier. For New York's 01:30 on 1 November
#   date-fns-tz changes sides. @date-fns/tz names the later one for Vienna on a machine that runs in UTC, and the earlier on one that runs in
#   Vienna: the same code, the same words, another deadline.
# Fails (exit 1) if it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund luxon@3.7.2 dayjs@1.11.23 date-fns-tz@3.2.0 moment-timezone@0.6.6 @date-fns/tz@1.5.0 date-fns@4.4.0
cat >try.mjs <<'JS'
import { execFileSync } from "node:child_process";
import { DateTime } from "luxon";
import dayjs from "dayjs";
import utc from "dayjs/plugin/utc.js";
import timezone from "dayjs/plugin/timezone.js";
import { fromZonedTime } from "date-fns-tz";
import moment from "moment-timezone";
import { TZDate } from "@date-fns/tz";
dayjs.extend(utc);
dayjs.extend(timezone);
const cases = [
  ["Europe/Vienna", [2026, 10, 25, 2, 30]],
  ["America/New_York", [2026, 11, 1, 1, 30]],
];
const hour = (date) => new Date(+date).toISOString().slice(11, 16);
const own = () =>
  cases.map(([zone, [year, month, day, hours, minutes]]) => {
    const pad = (number) => String(number).padStart(2, "0");
    const wall = `${year}-${pad(month)}-${pad(day)}T${pad(hours)}:${pad(minutes)}`;
    return {
      luxon: hour(DateTime.fromISO(wall, { zone })),
      dayjs: hour(dayjs.tz(wall, zone)),
      "date-fns-tz": hour(fromZonedTime(wall, zone)),
      "moment-timezone": hour(moment.tz(wall, zone)),
      "@date-fns/tz": hour(new TZDate(year, month - 1, day, hours, minutes, zone)),
    };
  });
if (process.argv[2] === "own") {
  console.log(JSON.stringify(own()));
} else {
  const inZone = (TZ) =>
    JSON.parse(execFileSync(process.execPath, ["try.mjs", "own"], { env: { ...process.env, TZ } }));
  const seen = { UTC: inZone("UTC"), "Europe/Vienna": inZone("Europe/Vienna") };
  const newYork = {
    luxon: "06:30",
    dayjs: "06:30",
    "date-fns-tz": "05:30",
    "moment-timezone": "05:30",
    "@date-fns/tz": "05:30",
  };
  const vienna = {
    luxon: "01:30",
    dayjs: "01:30",
    "date-fns-tz": "01:30",
    "moment-timezone": "00:30",
  };
  const expected = {
    UTC: [{ ...vienna, "@date-fns/tz": "01:30" }, newYork],
    "Europe/Vienna": [{ ...vienna, "@date-fns/tz": "00:30" }, newYork],
  };
  const same = JSON.stringify(seen) === JSON.stringify(expected);
  console.log(JSON.stringify(seen, null, 1));
  console.log(same ? "as it was" : `changed; it was ${JSON.stringify(expected, null, 1)}`);
  process.exitCode = same ? 0 : 1;
}
JS
node try.mjs
