/**
 * `npm run proxies [-- SECONDS]`: the snippets of docs/operate.md in the real nginx, Apache, HAProxy and Caddy, with a node
 * behind them, on this machine alone. A socket is left idle for so many seconds (70).
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runNode } from "../../src/node/run.ts";
import { echoFaults, faultsThrough, isUp } from "../support/proxies/checks.ts";
import { openEcho } from "../support/proxies/echo.ts";
import { type ProxyName, placed, proxyNames } from "../support/proxies/snippets.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);
const idleMs = Number(process.argv[2] ?? 70) * 1000;
const fixture = (name: string) => resolve(import.meta.dirname, "../fixtures", name);
const account = { username: "ana", password: "a password for proxies" };

/** The program, and what stands around a snippet to run it in the foreground from one folder. */
interface Runner {
  readonly program: string;
  readonly version: readonly string[];
  readonly file: string;
  readonly around: (snippet: string, dir: string) => string;
  readonly arguments: (file: string, dir: string) => readonly string[];
}

/** Its workers would be another user, for whom this run's folder is closed. */
const isRoot = process.getuid?.() === 0;
const modules = ["mpm_event", "authz_core", "ssl", "headers", "proxy", "proxy_http"];

const runners: Readonly<Record<ProxyName, Runner>> = {
  nginx: {
    program: "nginx",
    version: ["-v"],
    file: "nginx.conf",
    around: (snippet, dir) =>
      `${isRoot ? "user root;\n" : ""}daemon off;\npid ${dir}/pid;\nerror_log ${dir}/error.log;\nevents { worker_connections 4096; }\n` +
      `http {\naccess_log off;\n${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map((each) => `${each}_temp_path ${dir}/${each};`)
        .join("\n")}\n${snippet}}\n`,
    arguments: (file, dir) => ["-p", dir, "-c", file],
  },
  apache: {
    program: "apache2",
    version: ["-v"],
    file: "apache.conf",
    around: (snippet, dir) =>
      `ServerRoot ${dir}\nPidFile ${dir}/pid\nErrorLog ${dir}/error.log\nDefaultRuntimeDir ${dir}\nServerName desk.example\n` +
      `${modules.map((each) => `LoadModule ${each}_module /usr/lib/apache2/modules/mod_${each}.so`).join("\n")}\n` +
      `Listen ${/VirtualHost ([\d.:]+)>/.exec(snippet)?.[1] ?? ""}\n${snippet}`,
    arguments: (file) => ["-X", "-f", file],
  },
  haproxy: {
    program: "haproxy",
    version: ["-v"],
    file: "haproxy.cfg",
    around: (snippet) => `global\n  maxconn 1000\n\n${snippet}`,
    arguments: (file) => ["-f", file],
  },
  caddy: {
    program: "caddy",
    version: ["version"],
    file: "Caddyfile",
    around: (snippet) => `{\n  admin off\n  auto_https disable_redirects\n}\n${snippet}`,
    arguments: (file) => ["run", "--config", file, "--adapter", "caddyfile"],
  },
};

const path = `${process.env["PATH"] ?? ""}:/usr/sbin:/usr/local/sbin`;

/** nginx says its version where others complain. */
function versionOf({ program, version }: Runner): string | null {
  const options = { env: { ...process.env, PATH: path }, encoding: "utf8" } as const;
  const { error, stdout, stderr } = spawnSync(program, version, options);
  return error === undefined ? ((stdout || stderr).split("\n")[0] ?? "") : null;
}

function freePort(): Promise<number> {
  return new Promise((told) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => told(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

const root = mkdtempSync(join(tmpdir(), "switchyard-proxies-"));
const both = join(root, "both.pem");
const [cert, key] = [fixture("test-cert.pem"), fixture("test-key.pem")];
writeFileSync(both, readFileSync(cert, "utf8") + readFileSync(key, "utf8"), { mode: 0o600 });

/** Runs a proxy with its snippet in front of a port, for as long as something is asked through it. */
async function inFront<T>(
  name: ProxyName,
  { port, target }: { readonly port: number; readonly target: number },
  ask: () => Promise<T>,
): Promise<T> {
  const runner = runners[name];
  const dir = join(root, `${name}-${target}`);
  mkdirSync(dir, { recursive: true });
  const file = join(dir, runner.file);
  writeFileSync(file, runner.around(placed(name, { port, target, cert, key, both }), dir));
  const environment = {
    ...process.env,
    PATH: path,
    HOME: dir,
    XDG_DATA_HOME: dir,
    XDG_CONFIG_HOME: dir,
  };
  const child = spawn(runner.program, [...runner.arguments(file, dir)], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on(
      "data",
      (data: Buffer) => (output = `${output}${data.toString("utf8")}`.slice(-2000)),
    );
  try {
    await listening(child, port, () => output);
    return await ask();
  } finally {
    await ended(child);
  }
}

async function listening(child: ChildProcess, port: number, output: () => string): Promise<void> {
  for (let round = 0; round < 100; round += 1) {
    if (child.exitCode !== null) throw new Error(`it ended: ${output()}`);
    if (await isUp(port)) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`it does not listen within 10 s: ${output()}`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((told) => child.once("exit", told));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 5000);
  await gone;
  clearTimeout(late);
}

async function tryOut(name: ProxyName): Promise<string[]> {
  const port = await freePort();
  const through = { port, host: `desk.example:${port}` };
  const echo = await openEcho();
  try {
    const faults = await inFront(name, { port, target: echo.port }, () => echoFaults(through));
    const node = await runNode({
      dataDir: null,
      port: 0,
      host: "127.0.0.1",
      origins: [`https://${through.host}`],
      behindProxy: true,
      nodeName: "proxies",
      pagesDir: resolve(import.meta.dirname, "../../out/renderer"),
    });
    try {
      const { username, password } = account;
      const person = { username, password, name: "Ana", roles: ["admin"] as const };
      await node.addPerson({ ...person, teamIds: [], queueIds: [] });
      const wanted = { ...account, page: "/", idleMs };
      const ask = () => faultsThrough(through, wanted);
      return [...faults, ...(await inFront(name, { port, target: node.port }, ask))];
    } finally {
      await node.stop();
    }
  } finally {
    echo.stop();
  }
}

try {
  for (const name of proxyNames) {
    const version = versionOf(runners[name]);
    if (version === null) {
      say(`${name}: skipped, for it is not installed here`);
      continue;
    }
    const faults = await tryOut(name).catch((error: unknown) => [String(error)]);
    const said = faults.length === 0 ? "all works" : `\n  ${faults.join("\n  ")}`;
    say(`${name} (${version.trim()}): ${said}`);
    if (faults.length > 0) process.exitCode = 1;
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
