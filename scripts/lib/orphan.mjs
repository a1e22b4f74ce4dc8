const CHECK_MS = 250;

/**
 * npm runs us through a shell, and a shell that is told to end does not tell us: whoever stops
 * `npm start` from outside would leave the whole workspace running. Under npm we therefore end when
 * our parent has.
 * @param {() => void} end
 * @returns {() => void} stops watching
 */
export function whenOrphaned(end) {
  if (process.env["npm_lifecycle_event"] === undefined || process.platform === "win32")
    return () => {};
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end();
  }, CHECK_MS);
  watch.unref();
  return () => clearInterval(watch);
}
