#!/bin/sh
# URI Template packages beside an empty list: one says that the list is there, and two say nothing.
#
# Versions: url-template 3.1.1, uri-templates 0.2.0, uri-template-lite 23.4.0 (npm), Node 20 and 24.
# Guess: "{?tags}" with an empty list is left out, as RFC 6570 has it (2.3: a list without members is undefined); a member that is null of
#   a map is left out, too.
# Behaviour: url-template writes "?tags=" for the empty list, which many servers read as one empty tag. The two others leave the list out, and
#   write "null" for a member that is null, which url-template leaves out.
# Fails (exit 1) if it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund url-template@3.1.1 uri-templates@0.2.0 uri-template-lite@23.4.0
cat >try.mjs <<'JS'
import { parseTemplate } from "url-template";
import templates from "uri-templates";
import * as lite from "uri-template-lite";
const expand = lite.expand ?? lite.default.expand;
const all = (template, values) => [
  parseTemplate(template).expand(values),
  templates(template).fill(values),
  expand(template, values),
];
const seen = [all("/find{?tags}", { tags: [] }), all("/find{?tags*}", { tags: { vip: 1, lang: null } })];
const expected = [
  ["/find?tags=", "/find", "/find"],
  ["/find?vip=1", "/find?vip=1&lang=null", "/find?vip=1&lang=null"],
];
const same = JSON.stringify(seen) === JSON.stringify(expected);
console.log(JSON.stringify(seen, null, 1));
console.log(same ? "as it was" : `changed; it was ${JSON.stringify(expected, null, 1)}`);
process.exitCode = same ? 0 : 1;
JS
node try.mjs
