/** `fetch` for cells: a refusal says how to lift it, and what goes over it is counted. */
import { refusedAccess } from "./host_errors.ts";
import { LIMIT_REACHED, Traffic } from "./traffic.ts";

const realFetch = globalThis.fetch;

/** Told of permissions, each with its item. */
interface Listener {
  used(kind: string, item: string): void;
  /** The user did not grant it. */
  blocked(kind: string, item: string): void;
}

/** Statuses of responses that have no body. */
const BODILESS = [101, 204, 205, 304];

/**
 * Makes the `fetch` that Python gets.
 *
 * What Deno refuses is reported, and thrown as an error that names the command which would allow
 * it; other failures say why. Bodies are counted as Python sees them, headers as HTTP/1.1 writes
 * them, and those of redirects not at all.
 */
export function guardedFetch(
  listener: Listener,
  traffic: Traffic = new Traffic(),
): typeof fetch {
  return async (input, options) => {
    try {
      const request = await countedRequest(input, options, traffic);
      const response = await realFetch(request);
      traffic.receive(headerBytes(response.headers) + response.statusText.length + 15);
      for (const url of new Set([request.url, response.url])) noteUse(url, listener);
      return countedResponse(response, traffic);
    } catch (error) {
      throw explain(error, listener);
    }
  };
}

/** The request, its size taken off what is left. @throws {Error} when too little is left */
async function countedRequest(
  input: RequestInfo | URL,
  options: RequestInit | undefined,
  traffic: Traffic,
): Promise<Request> {
  const request = new Request(input, options);
  const isStream = options?.body instanceof ReadableStream;
  // A body of known length stays one: as a stream it would be sent in pieces, without a length.
  const body = request.body && !isStream ? await request.clone().arrayBuffer() : undefined;
  const size = request.method.length + request.url.length + headerBytes(request.headers) + 13 +
    (body?.byteLength ?? 0);
  if (traffic.isUsedUp || traffic.room(size) < size) throw new Error(LIMIT_REACHED);
  traffic.send(size);
  if (body) return new Request(request, { body });
  if (!request.body) return request;
  const counted = request.body.pipeThrough(counting(traffic, (bytes) => traffic.send(bytes)));
  return new Request(request, { body: counted, duplex: "half" } as RequestInit);
}

/** The response, whose body is counted as it is read. */
function countedResponse(response: Response, traffic: Traffic): Response {
  if (!response.body || BODILESS.includes(response.status)) return response;
  const body = response.body.pipeThrough(counting(traffic, (bytes) => traffic.receive(bytes)));
  return withOrigin(new Response(body, response), response);
}

/** Gives a response what no constructor can: where it came from. */
function withOrigin(made: Response, { url, redirected, type }: Response): Response {
  const clone = made.clone.bind(made);
  return Object.defineProperties(made, {
    url: { value: url },
    redirected: { value: redirected },
    type: { value: type },
    clone: { value: () => withOrigin(clone(), { url, redirected, type } as Response) },
  });
}

function counting(
  traffic: Traffic,
  count: (bytes: number) => void,
): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform: (chunk, controller): void => {
      if (traffic.isUsedUp) return controller.error(new Error(LIMIT_REACHED));
      count(chunk.length);
      controller.enqueue(chunk);
    },
  });
}

/** The size of headers as HTTP/1.1 writes them. */
function headerBytes(headers: Headers): number {
  let size = 2;
  for (const [name, value] of headers) size += name.length + value.length + 4;
  return size;
}

function noteUse(text: string, { used }: Listener): void {
  const url = URL.parse(text);
  if (url?.protocol !== "http:" && url?.protocol !== "https:") return;
  const { protocol, hostname, port } = url;
  used("net", `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`);
}

function explain(error: unknown, { blocked }: Listener): unknown {
  if (!(error instanceof Error)) return error;
  const refusal = refusedAccess(error);
  if (!refusal) {
    const { cause } = error;
    return cause instanceof Error ? new TypeError(`${error.message}: ${cause.message}`) : error;
  }
  const { kind, item } = refusal;
  blocked(kind, item);
  return new Error(
    `${kind} access to '${item}' is not granted; to grant it: :allow ${kind} ${item}`,
  );
}
