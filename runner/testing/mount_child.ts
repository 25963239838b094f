/**
 * Runs cells over mounts as a guest does: under the flags of a session, `Deno` gone.
 *
 * The argument is JSON `{mounts, cells}`; prints JSON `{results, blocked}`.
 */
import { mountHostPaths } from "../filesystem.ts";
import type { Mount } from "../grants.ts";
import { bootGuest } from "./guest.ts";

const { mounts, cells } = JSON.parse(Deno.args[0] ?? "") as {
  mounts: Mount[];
  cells: string[];
};
const write = Deno.stdout.writeSync.bind(Deno.stdout);
const blocked: string[] = [];
const guest = await bootGuest();
Reflect.deleteProperty(globalThis, "Deno");
mountHostPaths(guest.module, mounts, (kind, path) => blocked.push(`${kind} ${path}`));
const results: unknown[] = [];
for (const cell of cells) results.push(await guest.run(cell));
write(new TextEncoder().encode(JSON.stringify({ results, blocked })));
