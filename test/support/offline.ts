import type { Locator, Page } from "playwright-core";

/** From here on this browser opens the desk by itself: every file of the app is in it. */
export async function pagesAreKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

/** The line as the status bar tells it. */
export const lineOf = (page: Page): Locator =>
  page.getByRole("contentinfo", { name: "Status" }).getByRole("status").first();

export async function isLive(page: Page): Promise<void> {
  await lineOf(page).filter({ hasText: /^Live/ }).waitFor({ timeout: 30_000 });
}

export async function isAway(page: Page): Promise<void> {
  await lineOf(page)
    .filter({ hasText: /^(Reconnecting|Offline)/ })
    .waitFor({ timeout: 30_000 });
}

export const outboxOf = (page: Page): Locator => page.locator("[data-outbox]");
