/**
 * A program: an HTTP and an HTTPS server on the loopback, until stdin ends.
 *
 * Writes the authority that certified the second one to the file in its argument, then prints JSON
 * `{http, https}`, the ports.
 */
import { makeAuthority } from "./certificates.ts";
import { answerHttp, serve } from "./servers.ts";

const authority = await makeAuthority();
await Deno.writeTextFile(Deno.args[0]!, authority.pem);
await using http = serve(answerHttp);
await using https = serve(answerHttp, authority.server);
const ports = JSON.stringify({ http: http.port, https: https.port });
await Deno.stdout.write(new TextEncoder().encode(ports + "\n"));
while (await Deno.stdin.read(new Uint8Array(64)) !== null);
