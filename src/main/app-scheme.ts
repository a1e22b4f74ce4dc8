import { extname } from "node:path";
import { appScheme } from "./app-address.ts";
import { bundlePath } from "./bundle-path.ts";
import { contentPolicy } from "./content-policy.ts";
import type { NodeAddress } from "./node-address.ts";
import type { DesktopPort, SchemeRequest, SchemeResponse } from "./port.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".wav": "audio/wav",
};

export interface AppScheme {
  readonly port: Pick<DesktopPort, "scheme" | "files" | "log">;
  readonly pagesDir: string;
  /** Asked for each document, so that a node added in the settings counts from the next load. */
  readonly nodes: () => readonly NodeAddress[];
}

export function serveAppScheme(app: AppScheme): void {
  app.port.scheme.serve(appScheme, (request) => answerAppRequest(app, request));
}

async function answerAppRequest(
  app: AppScheme,
  { method, url }: SchemeRequest,
): Promise<SchemeResponse> {
  if (method !== "GET" && method !== "HEAD") return plain(app, 405, "Only GET");
  const file = bundlePath(app.pagesDir, url);
  if (file === undefined) {
    app.port.log("refused an address outside the bundle", { url: url.slice(0, 200) });
    return plain(app, 404, "Not found");
  }
  const body = await app.port.files.read(file);
  if (body === undefined) return plain(app, 404, "Not found");
  const type = types[extname(file)] ?? "application/octet-stream";
  return { status: 200, headers: headers(app, type), body };
}

function plain(app: AppScheme, status: number, body: string): SchemeResponse {
  return { status, headers: headers(app, "text/plain; charset=utf-8"), body };
}

function headers(app: AppScheme, contentType: string): Record<string, string> {
  return {
    "content-type": contentType,
    "content-security-policy": contentPolicy(app.nodes()),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-cache",
  };
}
