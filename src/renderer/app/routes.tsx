import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { WorkPage } from "../agent/work-page.tsx";
import { PageError } from "../shell/page-error.tsx";
import { Shell } from "../shell/shell.tsx";

/** Pages that are fetched after the first: my work opens without them. */
const pages = {
  live: lazyRouteComponent(() => import("../supervisor/live-page.tsx"), "LivePage"),
  folders: lazyRouteComponent(() => import("../folders/folders-page.tsx"), "FoldersPage"),
  lists: lazyRouteComponent(() => import("../lists/lists-page.tsx"), "ListsPage"),
  completed: lazyRouteComponent(() => import("../completed/completed-page.tsx"), "CompletedPage"),
  completedDetail: lazyRouteComponent(
    () => import("../completed/completed-detail.tsx"),
    "CompletedDetail",
  ),
};

/** In a browser they come from the node, and it may be out of reach when one is first opened: so all are fetched before. */
export async function fetchPages(): Promise<void> {
  await Promise.all(Object.values(pages).map(async (page) => page.preload?.()));
}

/** Hash addresses work the same from the node, from app:// and as deep links. */
const rootRoute = createRootRoute({ component: Shell });

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/work" });
  },
});

const workRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/work",
  component: WorkPage,
});

const conversationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/work/$interactionId",
  component: WorkPage,
});

const liveRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/live",
  component: pages.live,
});

const foldersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/folders",
  component: pages.folders,
});

const folderRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/folders/$id",
  component: pages.folders,
});

const listsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/lists",
  component: pages.lists,
});

const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/lists/$id",
  component: pages.lists,
});

const completedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/completed",
  component: pages.completed,
});

const completedDetailRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/completed/$id",
  component: pages.completedDetail,
});

const routeTree = rootRoute.addChildren([
  homeRoute,
  workRoute,
  conversationRoute,
  liveRoute,
  foldersRoute,
  folderRoute,
  listsRoute,
  listRoute,
  completedRoute,
  completedDetailRoute,
]);

export function createPages() {
  return createRouter({
    routeTree,
    history: createHashHistory(),
    defaultPreload: false,
    defaultNotFoundComponent: WorkPage,
    defaultErrorComponent: PageError,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createPages>;
  }
}
