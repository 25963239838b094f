/**
 * Runs cells with a network as a guest does: under the flags of a session, `Deno` gone.
 *
 * The argument is a JSON array of cells; prints JSON `{results, blocked, refused}`.
 */
import { Names } from "../names.ts";
import { guardedFetch, installNetwork } from "../network.ts";
import { bootGuest, installTls } from "./guest.ts";

const cells = JSON.parse(Deno.args[0] ?? "") as string[];
const write = Deno.stdout.writeSync.bind(Deno.stdout);
const blocked: string[] = [];
const report = (kind: string, item: string): void => void blocked.push(`${kind} ${item}`);
globalThis.fetch = guardedFetch(report);
const guest = await bootGuest();
await installTls(guest);
Reflect.deleteProperty(globalThis, "Deno");
const network = installNetwork(guest.module, guest.api, { names: new Names(), blocked: report });
const results: unknown[] = [];
const refused: (string | null)[] = [];
for (const cell of cells) {
  results.push(await guest.run(cell));
  refused.push(network.refused() ?? null);
}
write(new TextEncoder().encode(JSON.stringify({ results, blocked, refused })));
