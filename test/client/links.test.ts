import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linkified } from "../../src/client/links.ts";

const linksIn = (text: string) => linkified(text).flatMap(({ href }) => href ?? []);

describe("links in what people write (F26, S10)", () => {
  test.each([
    ["See https://example.org/a.", "https://example.org/a"],
    ["(https://example.org/a)", "https://example.org/a"],
    ["https://en.example.org/wiki/Bus_(town)", "https://en.example.org/wiki/Bus_(town)"],
    ["(see https://example.org/Bus_(town))", "https://example.org/Bus_(town)"],
    ["[https://example.org/a]", "https://example.org/a"],
    ["https://example.org/a?", "https://example.org/a"],
    ["https://example.org/a, or not", "https://example.org/a"],
    ["https://example.org/a?b=c&d=%20e#f", "https://example.org/a?b=c&d=%20e#f"],
    ['"https://example.org/a"', "https://example.org/a"],
    ["<https://example.org/a>", "https://example.org/a"],
    ["http://localhost:7450/chat", "http://localhost:7450/chat"],
    ["http://192.168.0.7/", "http://192.168.0.7/"],
    ["HTTPS://EXAMPLE.ORG/A", "HTTPS://EXAMPLE.ORG/A"],
    ["siehe https://müller.example/straße!", "https://müller.example/straße"],
    ["https://example.org/a…", "https://example.org/a"],
    ["ftp://old.example/b or https://example.org/a", "https://example.org/a"],
    ["mailto:kim@example.org or https://example.org/a", "https://example.org/a"],
    ["//old.example/b or https://example.org/a", "https://example.org/a"],
  ])("%s leads to %s", (text, link) => {
    expect(linksIn(text)).toEqual([link]);
  });

  test.each([
    ["javascript:alert(1)"],
    ["JaVaScRiPt://example.org/%0aalert(1)"],
    ["data:text/html,<script>1</script>"],
    ["file:///etc/passwd"],
    ["ftp://example.org/a"],
    ["mailto:kim@example.org"],
    ["kim@example.org"],
    ["//example.org/a"],
    ["example.org"],
    ["https://"],
    ["https://bank.example:password@evil.example/"],
    ["https://bank.example/\u202Egro.live//:sptth"],
  ])("%s is text", (text) => {
    expect(
      linksIn(text).filter((link) => link.includes("evil") || !/^https:..bank/.test(link)),
    ).toEqual([]);
  });

  test("several stand in one text, with what is between them", () => {
    expect(linkified("a https://x.example b https://y.example.")).toEqual([
      { text: "a ", href: null },
      { text: "https://x.example", href: "https://x.example" },
      { text: " b ", href: null },
      { text: "https://y.example", href: "https://y.example" },
      { text: ".", href: null },
    ]);
  });

  test("nothing of the text is lost, and nothing but http and https is led to, whatever is written", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constantFrom(
        "https://",
        "http://",
        "javascript:",
        "a.example",
        "/",
        "(",
        ")",
        ".",
        "@",
        " ",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join("");
        const parts = linkified(text);
        expect(parts.map((part) => part.text).join("")).toBe(text);
        for (const { href } of parts) if (href !== null) expect(href).toMatch(/^https?:\/\//i);
      }),
      { numRuns: 3000 },
    );
  });

  test("a long text made to be slow is not", () => {
    for (const text of [
      "http://".repeat(1100),
      "https://a".repeat(880),
      "https://a.b/" + "(".repeat(7900),
    ]) {
      const begun = performance.now();
      linkified(text);
      expect(performance.now() - begun).toBeLessThan(500);
    }
  });
});
