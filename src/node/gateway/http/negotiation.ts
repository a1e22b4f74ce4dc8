import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Socket } from "node:net";
import { API_PREFIX } from "../../../protocol/version.ts";
import { ProblemError, problemBody } from "./problem.ts";

/** The routing table beside fastify's own, which cannot say which methods a path has: 405 names them. */
export class MethodTable {
  readonly #paths = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();

  /** Has to be told before any route is added. */
  follow(app: FastifyInstance): void {
    app.addHook("onRoute", ({ url, method }) => {
      // What takes in every path is a page or a file, and says nothing about one.
      if (url.includes("*") || url === "") return;
      const known = this.#paths.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
      this.#paths.set(url, known);
      for (const each of [method].flat()) known.methods.add(each);
    });
  }

  /** In alphabetical order; empty where there is no such path at all. */
  allowed(url: string): readonly string[] {
    const path = url.split("?", 1)[0] ?? "";
    const found = new Set<string>();
    for (const { pattern, methods } of this.#paths.values())
      if (pattern.test(path)) for (const method of methods) found.add(method);
    return [...found].toSorted();
  }
}

function patternOf(url: string): RegExp {
  const parts = url
    .split("/")
    .map((part) => (part.startsWith(":") ? "[^/]+" : RegExp.escape(part)));
  return new RegExp(`^${parts.join("/")}$`);
}

/** The API speaks JSON and nothing else: whoever cannot read it is told before anything is done. */
export function throwUnlessReadsJson({ url, headers }: FastifyRequest): void {
  const { accept } = headers;
  if (accept === undefined || accept.trim() === "" || !url.startsWith(`${API_PREFIX}/`)) return;
  if (accept.split(",").some(readsJson)) return;
  throw new ProblemError(
    "NOT_ACCEPTABLE",
    "Accept: answers are application/json, and problems application/problem+json",
  );
}

function readsJson(range: string): boolean {
  const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
  if (parameters.some((each) => /^q=0(?:\.0*)?$/.test(each))) return false;
  return ["*/*", "application/*", "application/json", "application/problem+json"].includes(type);
}

/** What node's own parser cannot read never becomes a request: it is answered on the bare line. */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const { status, line, detail } = unreadable(error.code);
  if (socket.writable) {
    const body = JSON.stringify({
      ...problemBody(new ProblemError("REQUEST_INVALID", detail)),
      status,
    });
    socket.write(
      `HTTP/1.1 ${status} ${line}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroy(error);
}

function unreadable(code: string | undefined) {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return {
        status: 431,
        line: "Request Header Fields Too Large",
        detail: "the headers are longer than 16 KiB",
      };
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return { status: 408, line: "Request Timeout", detail: "the request did not come in time" };
    default:
      return { status: 400, line: "Bad Request", detail: "this is not HTTP/1.1" };
  }
}
