export function CompletedDetail() {
  return null;
}
