/** Sockets for Python's asyncio and ssl, which reach them as `pyodide_js._api._nodeSock`. */
import type { SocketContext } from "./socket_context.ts";
import { SocketError, type TlsOptions } from "./tcp_socket.ts";

/** What Python calls; a failure is an error whose `errno` is Python's. */
export interface AsyncSockets {
  connect(fd: number, host: string, port: number): Promise<void>;
  recv(fd: number, length: number): Promise<Uint8Array>;
  send(fd: number, data: unknown): Promise<void>;
  /** Puts back what was only looked at. */
  unread(fd: number, data: unknown): void;
  /** Gives the negative of an error number, or 0. */
  startTls(fd: number): Promise<number>;
  /**
   * Secures a connection for `server`, the name it was made to if undefined.
   *
   * Gives "=" and the protocol that was chosen, or an error number, a space and what happened.
   */
  secure(
    fd: number,
    server: string | undefined,
    certificates: string | undefined,
    protocols: string | undefined,
    checksName: boolean,
    seconds: number | undefined,
  ): Promise<string>;
}

/** Makes the operations. */
export function asyncSockets(context: SocketContext): AsyncSockets {
  const secure: AsyncSockets["secure"] = async (
    fd,
    server,
    certificates,
    protocols,
    checksName,
    seconds,
  ) => {
    try {
      const { tcp, daddr = "" } = context.entryAt(fd);
      const options: TlsOptions = {
        hostname: server ?? daddr,
        ...(certificates === undefined ? {} : { caCerts: [certificates] }),
        ...(protocols === undefined ? {} : { alpnProtocols: protocols.split("\n") }),
        ...(checksName ? {} : { unsafelyDisableHostnameVerification: true }),
      };
      return `=${await tcp.secure(options, context.background, seconds) ?? ""}`;
    } catch (error) {
      return `${context.errnoOf(error)} ${error instanceof Error ? error.message : ""}`;
    }
  };
  return {
    connect: (fd, host, port) =>
      raising(context, () => {
        const entry = context.entryAt(fd);
        return entry.tcp.connect(context.target(entry, host, port), context.background);
      }),
    recv: (fd, length) =>
      raising(context, () => context.entryAt(fd).tcp.receive(length, context.background)),
    send: (fd, data) => {
      // Copied before the first wait: the buffer is Python's again after the call.
      const bytes = bytesOf(data);
      return raising(
        context,
        async () => {
          const taken = await context.entryAt(fd).tcp.send(bytes, context.background);
          if (taken < bytes.length) throw new SocketError("EDQUOT");
        },
      );
    },
    unread: (fd, data) => context.entryAt(fd).tcp.unread(bytesOf(data)),
    startTls: async (fd) => {
      const answer = await secure(fd, undefined, undefined, undefined, true, undefined);
      return answer.startsWith("=") ? 0 : -parseInt(answer);
    },
    secure,
  };
}

async function raising<T>(context: SocketContext, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const message = error instanceof SocketError ? error.message : "EIO";
    throw Object.assign(new Error(message), { name: "SocketError", errno: context.errnoOf(error) });
  }
}

function bytesOf(data: unknown): Uint8Array {
  if (data instanceof Uint8Array) return data.slice();
  const proxy = data as { toJs?: () => Uint8Array };
  return proxy.toJs ? proxy.toJs() : new Uint8Array(data as ArrayBuffer);
}
