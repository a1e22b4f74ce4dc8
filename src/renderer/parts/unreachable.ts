export function unreachable(never: never): never {
  throw new Error(`A case was forgotten: ${JSON.stringify(never)}`);
}
