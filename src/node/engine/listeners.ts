/** Whoever wants to be told; calls go out in the order of joining. */
export class Listeners<News> {
  readonly #listeners = new Set<(news: News) => void>();

  /** Returns how to stop listening. */
  join(listener: (news: News) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(news: News): void {
    for (const listener of this.#listeners) listener(news);
  }
}
