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
      const hasBody = options?.body != null || input instanceof Request && input.body !== null;
      const response = hasBody
        ? await realFetch(await countedRequest(new Request(input, options), options, traffic))
        : await realFetch(input, countedOptions(input, options, traffic));
      traffic.receive(headerBytes(response.headers) + response.statusText.length + 15);
      const asked = input instanceof Request ? input.url : String(input);
      for (const url of new Set([asked, response.url])) noteUse(url, listener);
      return countedResponse(response, traffic);
    } catch (error) {
      throw explain(error, listener);
    }
  };
}

/** Counts a request without a body; gives its options. */
function countedOptions(
  input: RequestInfo | URL,
  options: RequestInit | undefined,
  traffic: Traffic,
): RequestInit | undefined {
  const isRequest = input instanceof Request;
  const headers = options?.headers ? new Headers(options.headers) : isRequest ? input.headers : [];
  const url = isRequest ? input.url : String(input);
  spend(headerBytes(headers) + url.length + 16, traffic);
  return options;
}

/** The request, whose body is counted. @throws {Error} when too little is left */
async function countedRequest(
  request: Request,
  options: RequestInit | undefined,
  traffic: Traffic,
): Promise<Request> {
  const isStream = options?.body instanceof ReadableStream;
  // A body of known length stays one: as a stream it would be sent in pieces, without a length.
  const body = isStream ? undefined : await request.clone().arrayBuffer();
  const length = body?.byteLength ?? 0;
  spend(headerBytes(request.headers) + request.url.length + 16 + length, traffic);
  if (body) return new Request(request, { body });
  const counted = request.body?.pipeThrough(counting(traffic, (bytes) => traffic.send(bytes)));
  return new Request(request, { body: counted ?? null, duplex: "half" } as RequestInit);
}

function spend(size: number, traffic: Traffic): void {
  if (traffic.isUsedUp || traffic.room(size) < size) throw new Error(LIMIT_REACHED);
  traffic.send(size);
}

/** The response; its body is counted at once where its length is known, else as it is read. */
function countedResponse(response: Response, traffic: Traffic): Response {
  if (!response.body || BODILESS.includes(response.status)) return response;
  const length = Number(response.headers.get("content-length") ?? NaN);
  const isKnown = Number.isSafeInteger(length) && !response.headers.has("content-encoding");
  if (isKnown && traffic.room(length) === length) {
    traffic.receive(length);
    return response;
  }
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
function headerBytes(headers: Iterable<[string, string]>): number {
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
