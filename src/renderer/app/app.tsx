import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { I18nProvider } from "react-aria-components";
import type { Connection, Desk } from "../../sync/desk.ts";
import { ClockContext } from "../parts/clock.tsx";
import { SignInPage } from "../shell/sign-in-page.tsx";
import { OpeningPage } from "../shell/opening-page.tsx";
import { useWords } from "../words/words.ts";
import { DeskContext } from "./desk-context.tsx";
import type { DeskState } from "./desk-session.ts";
import { useObservable } from "./observable.ts";
import { PageContext } from "./page-context.ts";
import type { Page } from "./page-session.ts";
import { createPages, fetchPages } from "./routes.tsx";

const starting: DeskState = { state: "STARTING" };

export function App({ page }: { readonly page: Page }) {
  const { language } = useWords();
  const now = useObservable(page.session.state, starting);
  return (
    <I18nProvider locale={language === "en" ? "en-GB" : language}>
      <PageContext value={page}>
        <Screen page={page} now={now} />
      </PageContext>
    </I18nProvider>
  );
}

function Screen({ page, now }: { readonly page: Page; readonly now: DeskState }) {
  if (now.state === "OPEN") return <OpenDesk key={now.desk.me.id} desk={now.desk} />;
  if (page.nodeUrl === null || page.nodes?.isChoosing === true || now.state === "SIGNED_OUT")
    return <SignInPage code={now.state === "SIGNED_OUT" ? now.code : null} isOpening={false} />;
  return now.state === "OPENING" ? <SignInPage code={null} isOpening /> : <OpeningPage />;
}

/** One router and one cache per desk: another person's pages and answers never linger. */
function OpenDesk({ desk }: { readonly desk: Desk }) {
  const [{ pages, answers }] = useState(() => ({
    pages: createPages(),
    answers: new QueryClient(),
  }));
  usePagesAtHand(desk);
  useNetworkNews(desk);
  return (
    <DeskContext value={desk}>
      <ClockContext value={desk.clock}>
        <QueryClientProvider client={answers}>
          <RouterProvider router={pages} />
        </QueryClientProvider>
      </ClockContext>
    </DeskContext>
  );
}

/** The browser's word that the network is back is a hint worth a try at once. */
function useNetworkNews(desk: Desk): void {
  useEffect(() => {
    const hurry = () => desk.reconnect();
    window.addEventListener("online", hurry);
    return () => window.removeEventListener("online", hurry);
  }, [desk]);
}

/** Every page is here before the node is away, and those that could not be fetched are tried again once it is back. */
function usePagesAtHand(desk: Desk): void {
  const isLive = useObservable<Connection | null>(desk.connection, null)?.state === "LIVE";
  useEffect(() => {
    if (isLive) void fetchPages();
  }, [isLive]);
}
