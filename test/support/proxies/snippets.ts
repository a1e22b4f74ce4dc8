import { readFileSync } from "node:fs";

/** The proxies that docs/operate.md has a snippet for, under the words that stand at its fences. */
export const proxyNames = ["nginx", "apache", "haproxy", "caddy"] as const;
export type ProxyName = (typeof proxyNames)[number];

const doc = new URL("../../../docs/operate.md", import.meta.url);

/** The snippet as it stands in the document; what is tried is what people copy. */
export function snippetFor(name: ProxyName): string {
  const text = readFileSync(doc, "utf8").split(`\n\`\`\`${name}\n`)[1]?.split("\n```")[0];
  if (text === undefined) throw new Error(`docs/operate.md has no snippet for ${name}`);
  return `${text}\n`;
}

/** Where a snippet is tried: another port, another certificate, and another program behind it. */
export interface Place {
  readonly port: number;
  readonly target: number;
  readonly cert: string;
  readonly key: string;
  readonly both: string;
}

/** The snippet with nothing else changed. */
export function placed(name: ProxyName, { port, target, cert, key, both }: Place): string {
  const changes: readonly (readonly [string, string])[] = [
    ["127.0.0.1:7450", `127.0.0.1:${target}`],
    ["/etc/ssl/desk/chain.pem", cert],
    ["/etc/ssl/desk/key.pem", key],
    ["/etc/ssl/desk/both.pem", both],
    ["listen 443 ssl", `listen 127.0.0.1:${port} ssl`],
    ["*:443", `127.0.0.1:${port}`],
    ["bind :443", `bind 127.0.0.1:${port}`],
    ["desk.example {", `https://desk.example:${port} {\n  bind 127.0.0.1\n  tls ${cert} ${key}`],
  ];
  let text = snippetFor(name);
  for (const [from, to] of changes) text = text.replaceAll(from, to);
  return text;
}
