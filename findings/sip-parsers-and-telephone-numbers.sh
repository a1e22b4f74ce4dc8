#!/bin/sh
# SIP packages for the browser beside addresses that every trunk sends: a tel: URI, and a From without angle brackets, are nothing to them.
#
# Versions: sip.js 0.21.2, jssip 3.13.8 (npm), Node 20 and 24.
# Guess: both read a tel: URI (RFC 3966, allowed in From, To, P-Asserted-Identity and Refer-To by RFC 3261 and 3325) and an address
#   without angle brackets, as RFC 3261 allows in From and To; a display name comes without its quotes and without their backslashes.
# Behaviour: both answer undefined to "tel:+43..." and to an address without brackets, and raise nothing. A quoted name with a quote in it
#   keeps its backslashes in sip.js and not in jssip.
# Fails (exit 1) if it changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund sip.js@0.21.2 jssip@3.13.8
cat >try.mjs <<'JS'
import { Grammar } from "sip.js/lib/grammar/index.js";
import JsSIP from "jssip";
const said = (value) => (value === undefined ? "undefined" : String(value));
const seen = [
  said(Grammar.URIParse("tel:+4315550100")),
  said(JsSIP.URI.parse("tel:+4315550100")),
  said(Grammar.nameAddrHeaderParse("<tel:+4315550100>")?.uri),
  said(JsSIP.NameAddrHeader.parse("<tel:+4315550100>")?.uri),
  said(Grammar.nameAddrHeaderParse("sip:+4315550100@example.com;user=phone")?.uri),
  said(JsSIP.NameAddrHeader.parse("sip:+4315550100@example.com;user=phone")?.uri),
  said(Grammar.nameAddrHeaderParse('"Kim \\"K\\" Lee" <sip:kim@example.com>')?.displayName),
  said(JsSIP.NameAddrHeader.parse('"Kim \\"K\\" Lee" <sip:kim@example.com>')?.display_name),
];
const expected = [...Array(6).fill("undefined"), 'Kim \\"K\\" Lee', 'Kim "K" Lee'];
const same = JSON.stringify(seen) === JSON.stringify(expected);
console.log(JSON.stringify(seen, null, 1));
console.log(same ? "as it was" : `changed; it was ${JSON.stringify(expected, null, 1)}`);
process.exitCode = same ? 0 : 1;
JS
node try.mjs
