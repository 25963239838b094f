/**
 * Asks for files of the host as Emscripten's file system does, under the flags of a session.
 *
 * The argument is JSON `{mounts, calls}`, a call being a method of `HostAccess` and its arguments;
 * prints JSON `{results, told}`.
 */
import { Grants, type Mount } from "../grants.ts";
import { HostAccess } from "../host_access.ts";

class ErrnoError extends Error {
  readonly errno: number;

  constructor(errno: number) {
    super();
    this.errno = errno;
  }
}

const { mounts, calls } = JSON.parse(Deno.args[0] ?? "") as {
  mounts: Mount[];
  calls: [method: string, ...input: unknown[]][];
};
const told: string[] = [];
const access = new HostAccess(
  { FS: { ErrnoError }, ERRNO_CODES: { EACCES: 2 } },
  new Grants(mounts),
  (kind, path) => told.push(`blocked ${kind} ${path}`),
  { used: (kind, path) => told.push(`used ${kind} ${path}`), cell: () => 1 },
);
const results = calls.map(([method, ...input]) => {
  try {
    const answer = (access as unknown as Record<string, (...input: unknown[]) => unknown>)
      [method]?.(...input);
    return Array.isArray(answer) ? answer : "done";
  } catch (error) {
    return error instanceof ErrnoError ? error.errno : String(error);
  }
});
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify({ results, told })));
