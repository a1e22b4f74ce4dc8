import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

const TOKEN_BYTES = 32;

/** An opaque bearer token of 256 bits; whoever reads the database cannot use what stands there. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** A one-use code that people can read aloud: 16 characters in four groups, 80 bits. */
export function newSetUpCode(): string {
  const letters = Array.from(randomBytes(16), (byte) => alphabet.charAt(byte % alphabet.length));
  return [0, 4, 8, 12].map((from) => letters.slice(from, from + 4).join("")).join("-");
}

export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(left)), Buffer.from(hashOf(right)));
}
