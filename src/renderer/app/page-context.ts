import { createContext, useContext } from "react";
import type { Page } from "./page-session.ts";

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error("usePage outside of a page");
  return page;
}
