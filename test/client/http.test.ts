import { describe, expect, test } from "vitest";
import { nodeHttp } from "../../src/client/node-http.ts";
import type { Fetch, FetchRequest } from "../../src/client/port.ts";
import { endSession, signIn, whoAmI } from "../../src/client/session.ts";

const nodeUrl = "http://127.0.0.1:7450";
const token = "token-of-sixteen-or-more";

/** A node that answers the same to everything, and remembers what it was asked. */
function answering(status: number, answer: unknown) {
  const asked: { url: string; request: FetchRequest }[] = [];
  const fetch: Fetch = (url, request) => {
    asked.push({ url, request });
    const text = typeof answer === "string" ? answer : JSON.stringify(answer);
    return Promise.resolve({ ok: status < 400, status, text: () => Promise.resolve(text) });
  };
  return { asked, fetch };
}

describe("a session", () => {
  test("begins with name and password, without a token", async () => {
    const { asked, fetch } = answering(201, { token, expiresAt: 1, me: { name: "Ana" } });
    const session = await signIn({ nodeUrl, username: "ana", password: "secret", fetch });
    expect(session.token).toBe(token);
    expect(asked).toEqual([
      {
        url: "http://127.0.0.1:7450/api/v1/sessions",
        request: {
          method: "POST",
          headers: { Accept: "application/json", "Content-Type": "application/json" },
          body: '{"username":"ana","password":"secret"}',
        },
      },
    ]);
  });

  test("says whose it is and ends, under its token", async () => {
    const { asked, fetch } = answering(200, { name: "Ana" });
    expect((await whoAmI({ nodeUrl, token, fetch })).name).toBe("Ana");
    await endSession({ nodeUrl, token, fetch });
    expect(
      asked.map(({ url, request }) => [request.method, url, request.headers["Authorization"]]),
    ).toEqual([
      ["GET", `${nodeUrl}/api/v1/me`, `Bearer ${token}`],
      ["DELETE", `${nodeUrl}/api/v1/sessions/current`, `Bearer ${token}`],
    ]);
  });

  test.each([
    ["the node's own code", 401, { code: "SIGN_IN_FAILED", title: "No" }, "SIGN_IN_FAILED"],
    ["what is no problem of ours", 502, "<html>Bad gateway</html>", "UNEXPECTED"],
  ])("fails with %s", async (_what, status, answer, code) => {
    const { fetch } = answering(status, answer);
    await expect(signIn({ nodeUrl, username: "a", password: "b", fetch })).rejects.toMatchObject({
      code,
      status,
    });
  });

  test("fails with UNREACHABLE when nobody answers", async () => {
    const fetch = () => Promise.reject(new TypeError("fetch failed"));
    await expect(whoAmI({ nodeUrl, token, fetch })).rejects.toMatchObject({
      code: "UNREACHABLE",
      status: 0,
    });
  });
});

test("questions are asked where the node answers them", async () => {
  const { asked, fetch } = answering(200, {});
  const http = nodeHttp({ nodeUrl, token, fetch });
  await http.completed({ text: "refund & more", limit: 50 });
  await http.interaction("i/1");
  await http.queueStatistics("billing");
  await http.threadMessages("t1");
  await http.completed({ text: "" });
  expect(asked.map(({ url }) => url.slice(`${nodeUrl}/api/v1`.length))).toEqual([
    "/interactions?state=COMPLETED&text=refund%20%26%20more&limit=50",
    "/interactions/i%2F1",
    "/queues/billing/statistics",
    "/threads/t1/messages",
    "/interactions?state=COMPLETED",
  ]);
});

describe("a node beyond this computer", () => {
  test.each([
    "http://node.example",
    "http://192.168.1.20:7450",
    "http://127.0.0.1@evil.example",
    "http://127.0.0.1.evil.example",
    "http://127.0.0.1:80@evil.example",
    "ws://127.0.0.1",
  ])("is told nothing in the clear: %s", async (address) => {
    const { asked, fetch } = answering(200, {});
    await expect(whoAmI({ nodeUrl: address, token, fetch })).rejects.toMatchObject({
      code: "TLS_REQUIRED",
    });
    expect(asked).toEqual([]);
  });

  test.each(["https://node.example", "http://127.0.0.1", "http://[::1]:7450"])(
    "is asked where nobody can read along: %s",
    async (address) => {
      const { asked, fetch } = answering(200, { name: "Ana" });
      await whoAmI({ nodeUrl: address, token, fetch });
      expect(asked.length).toBe(1);
    },
  );
});
