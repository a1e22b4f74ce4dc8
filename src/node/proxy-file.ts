import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Type from "typebox";
import { Compile } from "typebox/compile";
import { type ProxyReport, proxyText } from "./gateway/proxies.ts";
import type { Finding } from "./store/finding.ts";

/** Beside the store: what the proxies sent since the node was last started, for the doctor. It may be deleted. */
const pathIn = (dataDir: string) => join(dataDir, "proxies.json");

/** What a run before this one saw may have been mended since. */
export function keeperOf(dataDir: string | null): (reports: readonly ProxyReport[]) => void {
  if (dataDir === null) return () => undefined;
  const path = pathIn(dataDir);
  rmSync(path, { force: true });
  return (reports) => {
    try {
      writeFileSync(path, `${JSON.stringify(reports, null, 2)}\n`, { mode: 0o600 });
    } catch {
      // A full disk is told of elsewhere; the log has these lines too.
    }
  };
}

const texts = Type.Array(Type.String());
const schema = Compile(
  Type.Array(Type.Object({ address: Type.String(), sends: texts, lacks: texts })),
);

const TODO =
  'Set X-Forwarded-For and X-Forwarded-Proto at the proxy itself: docs/operate.md, "Let others in".';

/** Which proxy sent what, and a problem for each whose requests are refused. */
export async function proxyFindings(dataDir: string): Promise<Finding[]> {
  const { note, problem } = await import("./store/finding.ts");
  return readReports(pathIn(dataDir)).map((report) =>
    report.lacks.length === 0
      ? note("PROXY_SEEN", `${capital(proxyText(report))}.`, "Nothing, where it is yours.")
      : problem("PROXY_SILENT", `${capital(proxyText(report))}.`, TODO),
  );
}

function readReports(path: string): readonly ProxyReport[] {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return schema.Check(value) ? value : [];
  } catch {
    return [];
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
