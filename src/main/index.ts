import { join } from "node:path";
import { app } from "electron";
import { electronPort } from "./electron-port.ts";
import { prepareShell, Shell } from "./shell.ts";
import { startOptions } from "./start-options.ts";

app.enableSandbox();
// Windows shows toasts only of an app that has said which one it is.
app.setAppUserModelId("app.switchyard.desktop");

const options = startOptions(process.argv, process.env);
if (options.profile !== undefined)
  app.setPath("userData", `${app.getPath("userData")}-${options.profile}`);

const port = electronPort(join(import.meta.dirname, ".."));
if (prepareShell(port)) {
  await app.whenReady();
  new Shell(port, options).start();
}
