/**
 * Runs cells with a network as a guest does: under the flags of a session, `Deno` gone.
 *
 * The argument is a JSON array of cells; prints JSON `{results, blocked}`.
 */
import { Names } from "../names.ts";
import { guardedFetch, installNetwork } from "../network.ts";
import { bootGuest, installSockets } from "./guest.ts";

const cells = JSON.parse(Deno.args[0] ?? "") as string[];
const write = Deno.stdout.writeSync.bind(Deno.stdout);
const blocked: string[] = [];
const report = (kind: string, item: string): void => void blocked.push(`${kind} ${item}`);
globalThis.fetch = guardedFetch({ used: () => {}, blocked: report });
const guest = await bootGuest();
const network = installNetwork(guest.module, guest.api, { names: new Names(), blocked: report });
await installSockets(guest, network);
Reflect.deleteProperty(globalThis, "Deno");
const results: unknown[] = [];
for (const cell of cells) {
  results.push(await guest.run(cell));
}
write(new TextEncoder().encode(JSON.stringify({ results, blocked })));
