import { Menu, nativeImage, Tray } from "electron";
import type { MenuItemConstructorOptions } from "electron";
import type { MenuItem, TrayPort } from "./port.ts";

export function electronTray(): TrayPort {
  let tray: Tray | undefined;
  let clicked: () => void = () => undefined;
  let shownMenu: readonly MenuItem[] | undefined;
  return {
    onClick: (listener) => {
      clicked = listener;
    },
    render: ({ iconFile, tooltip, menu }) => {
      const image = nativeImage.createFromPath(iconFile);
      if (tray === undefined) {
        tray = new Tray(image);
        tray.on("click", () => clicked());
      } else tray.setImage(image);
      tray.setToolTip(tooltip);
      // Linux shows a changed menu only when it is set anew, and setting it closes an open one: not on each blink.
      if (sameMenu(shownMenu, menu)) return;
      shownMenu = menu;
      tray.setContextMenu(Menu.buildFromTemplate(menu.map(templateItem)));
    },
    remove: () => {
      tray?.destroy();
      tray = undefined;
      shownMenu = undefined;
    },
  };
}

function templateItem({ label, kind, chosen, click }: MenuItem): MenuItemConstructorOptions {
  if (kind === "line") return { type: "separator" };
  return {
    label,
    type: kind === "choice" ? "radio" : "normal",
    checked: chosen === true,
    click: () => click?.(),
  };
}

function sameMenu(before: readonly MenuItem[] | undefined, after: readonly MenuItem[]): boolean {
  const facts = (menu: readonly MenuItem[]) =>
    JSON.stringify(menu.map(({ label, kind, chosen }) => [label, kind, chosen]));
  return before !== undefined && facts(before) === facts(after);
}
