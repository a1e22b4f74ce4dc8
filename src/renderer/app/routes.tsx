import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { WorkPage } from "../agent/work-page.tsx";
import { Shell } from "../shell/shell.tsx";

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
  component: lazyRouteComponent(() => import("../supervisor/live-page.tsx"), "LivePage"),
});

const foldersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/folders",
  component: lazyRouteComponent(() => import("../folders/folders-page.tsx"), "FoldersPage"),
});

const folderRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/folders/$id",
  component: lazyRouteComponent(() => import("../folders/folders-page.tsx"), "FoldersPage"),
});

const listsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/lists",
  component: lazyRouteComponent(() => import("../lists/lists-page.tsx"), "ListsPage"),
});

const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/lists/$id",
  component: lazyRouteComponent(() => import("../lists/lists-page.tsx"), "ListsPage"),
});

const completedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/completed",
  component: lazyRouteComponent(() => import("../completed/completed-page.tsx"), "CompletedPage"),
});

const completedDetailRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/completed/$id",
  component: lazyRouteComponent(
    () => import("../completed/completed-detail.tsx"),
    "CompletedDetail",
  ),
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
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createPages>;
  }
}
