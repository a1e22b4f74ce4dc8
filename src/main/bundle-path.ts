import { isAbsolute, join, relative } from "node:path";
import { appOrigin } from "./app-address.ts";

// Encoded dots, slashes, backslashes and NUL have no business in the name of a bundled file.
const trick = /%2e|%2f|%5c|%00|%25|\\|\0/i;

/** The bundled file an app address names, or undefined for whatever tries to leave the bundle. */
export function bundlePath(bundleDir: string, url: string): string | undefined {
  if (!url.startsWith(`${appOrigin}/`)) return undefined;
  const parts = bundleParts(url.slice(appOrigin.length + 1).replace(/[?#].*$/s, ""));
  if (parts === undefined) return undefined;
  const file = join(bundleDir, ...parts);
  // Said twice on purpose: should the check of the parts ever miss one, the result still may not leave.
  const inside = relative(bundleDir, file);
  return inside.startsWith("..") || isAbsolute(inside) ? undefined : file;
}

function bundleParts(path: string): readonly string[] | undefined {
  if (path === "") return ["index.html"];
  const decoded = trick.test(path) ? undefined : decode(path);
  if (decoded === undefined || trick.test(decoded)) return undefined;
  const parts = decoded.split("/");
  // Empty, one dot or two; and a colon, which on Windows names a drive or a stream.
  return parts.some((part) => /^\.{0,2}$|:/.test(part)) ? undefined : parts;
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
