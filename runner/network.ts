/**
 * Python's sockets on Deno's connections, in the place of Emscripten's sockets over WebSocket.
 *
 * Uses the seams that Pyodide 314.0.7 made for its own sockets over Node (`useNodeSockFS`): a
 * socket's `connectAsync`, `recvmsgAsync` and `sendmsgAsync` suspend the cell, `pollAsync` is
 * `poll`. Their promises never reject: they give a negative error number.
 */
import { asyncSockets } from "./async_sockets.ts";
import { connectionErrorName, isLookupFailure, refusedAccess } from "./host_errors.ts";
import type { Names } from "./names.ts";
import { SocketContext, withoutBrackets } from "./socket_context.ts";
import { poll } from "./socket_poll.ts";
import type { NetworkModule } from "./socket_types.ts";
import { Sockets } from "./sockets.ts";
import { Traffic } from "./traffic.ts";
import { Waiting } from "./waiting.ts";

export { guardedFetch } from "./fetch.ts";
export { lostSocket } from "./lost_socket.ts";

/** Reasons of connections that failed and nobody asked for; there are none in honest code. */
const MOST_REFUSALS = 1000;

/** What a network is made with. */
export interface NetworkOptions {
  /** Names that Python resolved: kept with an image. */
  readonly names: Names;
  /** Counts what goes over it, and bounds it; without, nothing does. */
  readonly traffic?: Traffic;
  /** Told of a connection that was made, as `host:port`. */
  readonly used?: (kind: "net", item: string) => void;
  /** Told of a connection that the user did not grant. */
  readonly blocked: (kind: "net", item: string) => void;
}

/** The network of one interpreter. */
export interface Network {
  /** Whether the cell is suspended in an operation on a socket. */
  readonly isWaiting: boolean;
  /** Ends every operation that blocks, with `EINTR`: Python then looks for signals. */
  interrupt(): void;
  /**
   * Why the last connection to an address failed, once: `net host:port` where Deno refused, `name`
   * where nobody knows it.
   */
  refused(address: string, port: number): string | undefined;
}

/**
 * Gives an interpreter the network, as far as Deno's permissions let it.
 *
 * @param module the Emscripten module, before Python makes its first socket
 * @param api Pyodide's `API`, through which Python's asyncio and ssl reach sockets
 */
export function installNetwork(
  module: object,
  api: object,
  { names, traffic = new Traffic(), used = (): void => {}, blocked }: NetworkOptions,
): Network {
  const emscripten = module as NetworkModule;
  const waiting = new Waiting();
  const refusals = new Map<string, string>();
  const context = new SocketContext(emscripten, names, traffic, waiting, {
    begun: (host, port) => void refusals.delete(address(host, port)),
    made: (host, port) => used("net", address(host, port)),
    failed: (error, host, port) => {
      if (refusals.size >= MOST_REFUSALS) refusals.clear();
      const target = address(host, port);
      if (isLookupFailure(error)) refusals.set(target, "name");
      if (connectionErrorName(error) !== "EACCES") return;
      const item = refusedAccess(error)?.item ?? target;
      refusals.set(target, `net ${item}`);
      blocked("net", item);
    },
  });
  const sockets = new Sockets(context);
  const { SOCKFS, DNS } = emscripten;
  SOCKFS.createSocket = (family, type, protocol) => sockets.create(family, type, protocol);
  SOCKFS.pollAsync = (entries, count, timeout) => poll(context, entries, count, timeout);
  DNS.lookup_name = (name) => names.addressOf(name);
  DNS.lookup_addr = (address) => names.nameOf(address) ?? null;
  Object.assign(api, { _nodeSock: asyncSockets(context) });
  return {
    get isWaiting(): boolean {
      return waiting.isUnderWay;
    },
    interrupt: () => waiting.interrupt(),
    refused(host, port): string | undefined {
      const item = address(withoutBrackets(names.nameOf(host) ?? host), port);
      const reason = refusals.get(item);
      refusals.delete(item);
      return reason;
    },
  };
}

function address(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
