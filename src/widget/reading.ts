/** Whatever comes from outside is read field by field; a wrong field is null, never a surprise later. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function textIn(value: unknown, name: string): string | null {
  if (!isRecord(value)) return null;
  const found = value[name];
  return typeof found === "string" ? found : null;
}

export function numberIn(value: unknown, name: string): number | null {
  if (!isRecord(value)) return null;
  const found = value[name];
  return typeof found === "number" ? found : null;
}

export function jsonOf(text: unknown): unknown {
  if (typeof text !== "string") return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
