/** Where the page lives. Compared as whole strings: a prefix test would let `app://switchyard.evil` in. */
export const appScheme = "app";
const appHost = "switchyard";
export const appOrigin = `${appScheme}://${appHost}`;
export const appStart = `${appOrigin}/index.html`;

export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${appScheme}:` && host === appHost && username === "" && password === "";
}
