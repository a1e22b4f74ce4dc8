/** A random UUID; `crypto.randomUUID` is missing where the page comes over plain http from another computer. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, at) => shaped(byte, at).toString(16).padStart(2, "0"));
  const text = hex.join("");
  const cuts = [0, 8, 12, 16, 20, 32];
  return cuts
    .slice(1)
    .map((end, at) => text.slice(cuts[at], end))
    .join("-");
}

function shaped(byte: number, at: number): number {
  if (at === 6) return (byte & 0x0f) | 0x40;
  return at === 8 ? (byte & 0x3f) | 0x80 : byte;
}

const deviceKey = "switchyard.device";

/** This profile's name for itself, the same after a reload. */
export function deviceId(store: Storage = localStorage): string {
  const known = store.getItem(deviceKey);
  if (known !== null) return known;
  const made = newId();
  store.setItem(deviceKey, made);
  return made;
}
