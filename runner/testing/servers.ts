/** Servers on the loopback for tests; each ends with its test. */

/** A server that is closed at the end of a block. */
export interface TestServer extends AsyncDisposable {
  readonly port: number;
}

/** Serves connections with `handle`, which owns them. */
export function serve(
  handle: (connection: Deno.Conn) => Promise<void>,
  tls?: { readonly cert: string; readonly key: string },
): TestServer {
  const address = { hostname: "127.0.0.1", port: 0 };
  const listener = tls ? Deno.listenTls({ ...address, ...tls }) : Deno.listen(address);
  const { port } = listener.addr as Deno.NetAddr;
  const handlers: Promise<void>[] = [];
  const accepting = (async () => {
    for await (const connection of listener) {
      handlers.push(handle(connection).catch(() => {}).finally(() => close(connection)));
    }
  })();
  return {
    port,
    async [Symbol.asyncDispose](): Promise<void> {
      listener.close();
      await accepting;
      await Promise.all(handlers);
    },
  };
}

/** Answers one HTTP request with its own first line and body. */
export async function answerHttp(connection: Deno.Conn): Promise<void> {
  let request = "";
  while (!request.includes("\r\n\r\n")) {
    const chunk = await receive(connection);
    if (chunk === "") return;
    request += chunk;
  }
  const length = Number(/content-length: (\d+)/i.exec(request)?.[1] ?? 0);
  const start = request.indexOf("\r\n\r\n") + 4;
  while (request.length - start < length) request += await receive(connection);
  const body = `${request.slice(0, request.indexOf(" HTTP"))} ${request.slice(start)}`;
  await send(
    connection,
    `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** Serves pages (its own request, a large one, redirects) and a WebSocket that sends back what comes. */
export function serveWeb(tls?: { readonly cert: string; readonly key: string }): TestServer {
  const options = { hostname: "127.0.0.1", port: 0, onListen: (): void => {}, ...tls };
  const server = Deno.serve(options, async (request) => {
    const { pathname } = new URL(request.url);
    switch (pathname) {
      case "/from":
        return new Response(null, { status: 302, headers: { location: "/to" } });
      case "/away":
        return new Response(null, { status: 302, headers: { location: "http://localhost:1/" } });
      case "/large":
        return new Response("x".repeat(1_000_000));
      case "/echo": {
        const { socket, response } = Deno.upgradeWebSocket(request);
        socket.onmessage = ({ data }): void => socket.send(data);
        return response;
      }
      default:
        return new Response(`${request.method} ${pathname} ${await request.text()}`);
    }
  });
  return {
    port: (server.addr as Deno.NetAddr).port,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** Sends back what comes. */
export async function echo(connection: Deno.Conn): Promise<void> {
  for (let text = await receive(connection); text !== ""; text = await receive(connection)) {
    await send(connection, text);
  }
}

/** The next bytes as text; empty at the end. */
export async function receive(connection: Deno.Conn): Promise<string> {
  const buffer = new Uint8Array(65536);
  const count = await connection.read(buffer);
  return new TextDecoder("latin1").decode(buffer.subarray(0, count ?? 0));
}

/** Sends text. */
export async function send(connection: Deno.Conn, text: string): Promise<void> {
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  for (let done = 0; done < bytes.length;) done += await connection.write(bytes.subarray(done));
}

function close(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // The handler did.
  }
}
