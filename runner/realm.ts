/** The guest's realm: without what belongs to the runner, so that honest code does not lean on it. */

const RUNNERS_OWN = ["Deno", "Worker", "close", "process", "Buffer", "console"];
const silent = (): void => {};

/** A console that shows nothing: the guest has no business with stdout and stderr. */
export const silentConsole = {
  log: silent,
  info: silent,
  warn: silent,
  error: silent,
  debug: silent,
};

/** Takes out what is the runner's own. */
export function clearRealm(): void {
  const realm = globalThis as unknown as Record<string, unknown>;
  for (const name of RUNNERS_OWN) delete realm[name];
  realm.console = silentConsole;
  // Emscripten tells by this that it is in neither a shell nor Node, whose ways it would take.
  realm.WorkerGlobalScope = class WorkerGlobalScope {};
}

/**
 * Reports what nobody catches: an error in a timer's callback, a promise that is rejected.
 *
 * It concerns the cell that left it behind, and must not end the guest, and the session with it.
 */
export function catchUncaught(report: (error: unknown) => void): void {
  addEventListener("error", (event) => {
    event.preventDefault();
    report(event.error);
  });
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    report(event.reason);
  });
}
