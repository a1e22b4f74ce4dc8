import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** What would take the page out of its box, or hand it more than the table holds. */
const forbidden = [
  ["context isolation", /contextIsolation/],
  ["the sandbox", /\bsandbox\s*:/],
  ["web security", /webSecurity|allowRunningInsecureContent|bypassCSP/],
  ["Node in the page", /nodeIntegration/],
  ["webviews", /webviewTag/],
  ["experiments", /experimentalFeatures|enableBlinkFeatures/],
  ["a certificate check of its own", /setCertificateVerifyProc|certificate-error/],
  ["eval", /\beval\s*\(|new Function\s*\(|executeJavaScript/],
  ["remote pages", /loadURL\(\s*["'`]https?:/],
  ["the old crypto calls", /\.(en|de)cryptString\(/],
] as const;

function sinsOf(code: string): readonly string[] {
  return forbidden.filter(([, pattern]) => pattern.test(code)).map(([name]) => name);
}

const read = (file: string): string => readFileSync(file, "utf8");
const shell = globSync("src/{main,preload}/**/*.ts");
const built = globSync("out/{main/index*.js,preload/*.cjs}");

describe("nobody turns off what protects the page", () => {
  test.each([...shell, ...built])("%s", (file) => {
    expect(sinsOf(read(file))).toEqual([]);
  });

  test("and the check sees files", () => {
    expect(shell.length).toBeGreaterThan(25);
  });

  test.each([
    "webPreferences: { contextIsolation: false }",
    "webPreferences: { sandbox: false }",
    "webPreferences: { webSecurity: false }",
    "webPreferences: { nodeIntegration: true }",
    "window.loadURL('https://evil.example')",
    "safeStorage.decryptString(x)",
  ])("and would catch: %s", (code) => {
    expect(sinsOf(code)).toHaveLength(1);
  });
});

describe("Electron", () => {
  const importers = shell.filter((file) => /from "electron"/.test(read(file)));

  test("is imported by the port, the start and the preload alone", () => {
    expect(importers.toSorted()).toEqual([
      "src/main/electron-port.ts",
      "src/main/electron-tray.ts",
      "src/main/electron-window.ts",
      "src/main/index.ts",
      "src/preload/index.ts",
    ]);
  });

  test("has its sandbox switched on for all before it is ready", () => {
    const start = read("src/main/index.ts");
    expect(start.indexOf("app.enableSandbox()")).toBeGreaterThan(0);
    expect(start.indexOf("app.enableSandbox()")).toBeLessThan(start.indexOf("whenReady"));
  });

  test("does not slow the hidden page down", () => {
    expect(read("src/main/electron-window.ts")).toContain("backgroundThrottling: false");
  });

  test("is not handed to the page: the preload exposes the table and nothing of ipcRenderer", () => {
    const preload = read("src/preload/index.ts");
    expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1);
    expect(preload).toContain(`exposeInMainWorld("desktop", desktop)`);
  });
});
