#!/bin/sh
# A package for vCards beside a comma and a line break in a note: both keep their backslashes.
#
# Versions: vcf 2.1.2, ical.js 2.2.1 (npm), Node 20 and 24.
# Guess: the value of "NOTE:one\, two\nthree" is read as two lines with a comma in the first, as RFC 6350 has it (3.4).
# Behaviour: vcf gives the text as it stood in the file, backslashes and all, from valueOf() as from toJSON(); ical.js undoes them. What is
#   shown, searched or written back from vcf's value is another text each time it goes round.
# Fails (exit 1) if it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund vcf@2.1.2 ical.js@2.2.1
cat >try.mjs <<'JS'
import Vcf from "vcf";
import ICAL from "ical.js";
const card = ["BEGIN:VCARD", "VERSION:4.0", "FN:Kim Lee", "NOTE:one\\, two\\nthree", "END:VCARD", ""].join("\r\n");
const [read] = Vcf.parse(card);
const other = new ICAL.Component(ICAL.parse(card));
const seen = [
  read.get("note").valueOf(),
  read.toJSON()[1].find(([name]) => name === "note")[3],
  other.getFirstPropertyValue("note"),
];
const expected = ["one\\, two\\nthree", "one\\, two\\nthree", "one, two\nthree"];
const same = JSON.stringify(seen) === JSON.stringify(expected);
console.log(JSON.stringify(seen, null, 1));
console.log(same ? "as it was" : `changed; it was ${JSON.stringify(expected, null, 1)}`);
process.exitCode = same ? 0 : 1;
JS
node try.mjs
