import "./style/index.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { beginLook } from "./app/look.ts";
import { beginPage } from "./app/page-session.ts";

beginLook();

const place = document.getElementById("app");
if (place !== null) {
  const root = createRoot(place);
  void beginPage().then((page) =>
    root.render(
      <StrictMode>
        <App page={page} />
      </StrictMode>,
    ),
  );
}
