import Type from "typebox";
import type { Attributes } from "../domain/agent.ts";
import { NEVER } from "../domain/time.ts";
import { leaf } from "./schema.ts";

/**
 * Input validation: every text, instant and attribute that anybody may send is of one of these kinds. The description
 * stands in the OpenAPI document and, after "has to be", in the refusal; a test finds a text that is of no kind.
 */

const unprintable = "\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}";
const visible = `(?=.*[\\p{L}\\p{N}\\p{P}\\p{S}])`;
const LINE = `[^${unprintable}]`;

/** What something or somebody is called: shown everywhere, so there has to be something to see. */
export function NameText(maxLength: number, minLength = 1) {
  return Type.String({
    minLength,
    maxLength,
    pattern: `^${visible}${LINE}*$`,
    description: "one line with something to see in it, without control characters",
  });
}

/** A name that may be left empty, but is not made of blanks. */
export function OptionalName(maxLength: number) {
  return Type.String({
    maxLength,
    pattern: `^(?:${visible}${LINE}*)?$`,
    description: "empty, or one line with something to see in it, without control characters",
  });
}

/** Words in one line: a subject, a reason, a code. */
export function LineText(maxLength: number, minLength = 0) {
  return Type.String({
    minLength,
    maxLength,
    pattern: `^${LINE}*$`,
    description: "one line, without control characters",
  });
}

/** What people write to each other. A NUL or half a character could not be kept as it came. */
export function ProseText(maxLength: number, minLength = 0) {
  return Type.String({
    minLength,
    maxLength,
    pattern: "^[^\\u0000\\p{Cs}]*$",
    description: "a text without NUL and without half characters (lone surrogates)",
  });
}

export function UsernameText() {
  return Type.String({
    minLength: 2,
    maxLength: 100,
    pattern: "^[A-Za-z0-9._@-]+$",
    description: "letters, digits and . _ @ - alone",
  });
}

const label = "[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?";

/** As browsers' own fields take them, in any script. */
export function EmailText() {
  return Type.String({
    maxLength: 320,
    pattern: `^[^@<>()\\[\\]\\\\,;:"\\s${unprintable}]{1,64}@${label}(?:\\.${label})*$`,
    description: "an e-mail address, such as kim@example.org",
  });
}

/** A page's origin, as it stands in a content security policy. */
export function SiteText() {
  return Type.String({
    maxLength: 200,
    pattern:
      "^https?://(?:\\[[0-9A-Fa-f:.]+\\]|(?:\\*\\.)?[\\p{L}\\p{N}_-]+(?:\\.[\\p{L}\\p{N}_-]+)*)(?::[0-9]{1,5})?$",
    description: "the address of a site, such as https://shop.example, without a path",
  });
}

const LAST = Date.UTC(2100, 0, 1) - 1;

/** When something shall happen; zones are followed to the end of 2099. */
function FutureInstant() {
  return Type.Unsafe<number>(
    Type.Integer({
      minimum: 0,
      maximum: LAST,
      description: "milliseconds since 1970, before the year 2100",
    }),
  );
}

/** The same, or NEVER for what has no end of its own. */
export function InstantOrNever() {
  return Type.Unsafe<number>(Type.Union([FutureInstant(), Type.Literal(NEVER)]));
}

const attributeText = ProseText(4096);

/** One level deep: routing compares with what stands there, and a rule has no path into an object. */
export function AttributesShape() {
  return leaf<Attributes>(
    Type.Record(
      Type.String({ pattern: `^(?!__proto__$)${visible}${LINE}{1,64}$` }),
      Type.Union([
        attributeText,
        Type.Number(),
        Type.Boolean(),
        Type.Null(),
        Type.Array(attributeText, { maxItems: 100 }),
      ]),
      { additionalProperties: false, maxProperties: 100 },
    ),
  );
}
