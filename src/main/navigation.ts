import { appOrigin, isAppUrl } from "./app-address.ts";
import type { Links } from "./links.ts";
import type { DesktopPort } from "./port.ts";

const frameDocuments = new Set(["about:blank", "about:srcdoc"]);

function mayNavigate(url: string, mainFrame: boolean): boolean {
  if (isAppUrl(url)) return true;
  // HTML mail is shown in a sandboxed frame made from a blob or srcdoc of our own.
  return !mainFrame && (frameDocuments.has(url) || url.startsWith(`blob:${appOrigin}/`));
}

/** Attached as each web contents is made, so that nothing comes to life unguarded. */
export function guardNavigation(port: Pick<DesktopPort, "contents" | "log">, links: Links): void {
  port.contents.onCreated((contents) => {
    contents.guardNavigation((url, mainFrame) => {
      const allowed = mayNavigate(url, mainFrame);
      if (!allowed) port.log("cancelled a navigation", { url: url.slice(0, 200), mainFrame });
      return allowed;
    });
    contents.denyWindows((url) => links.popupWanted(url));
    contents.denyWebviews();
  });
}
