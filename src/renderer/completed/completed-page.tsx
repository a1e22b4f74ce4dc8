export function CompletedPage() {
  return null;
}
