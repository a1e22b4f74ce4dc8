import { describe, expect, test } from "vitest";
import {
  emptyWish,
  isUsername,
  isWithoutWork,
  toggled,
  wishedInvite,
} from "../../../src/renderer/invites/invite-wish.ts";

describe("an invite that somebody wishes", () => {
  const wish = { ...emptyWish, username: " mara ", name: "Mara Lind", queueIds: ["billing"] };

  test("for somebody new says what they will be", () => {
    expect(wishedInvite(wish)).toEqual({
      username: "mara",
      name: "Mara Lind",
      roles: ["agent"],
      queueIds: ["billing"],
      hours: 48,
    });
    expect(wishedInvite({ ...wish, name: " " })).not.toHaveProperty("name");
  });

  test("for somebody with an account names nothing else, whatever was filled in before", () => {
    expect(wishedInvite({ ...wish, isNew: false, goodFor: "week" })).toEqual({
      username: "mara",
      hours: 168,
    });
  });

  test.each(["mara", "m.lind", "m_lind@shop-2"])("takes the name %s", (name) => {
    expect(isUsername(name)).toBe(true);
  });

  test.each(["", "m", "mara lind", "mära", "a/b"])("does not take the name “%s”", (name) => {
    expect(isUsername(name)).toBe(false);
  });

  test("adds what is ticked and takes out what is unticked", () => {
    expect(toggled(["a"], "b")).toEqual(["a", "b"]);
    expect(toggled(["a", "b"], "a")).toEqual(["b"]);
  });

  test("warns of an agent to whom no work could come (S20)", () => {
    expect(isWithoutWork(emptyWish)).toBe(true);
    expect(isWithoutWork({ ...emptyWish, queueIds: ["billing"] })).toBe(false);
    expect(isWithoutWork({ ...emptyWish, roles: ["supervisor"] })).toBe(false);
    expect(isWithoutWork({ ...emptyWish, isNew: false })).toBe(false);
  });
});
