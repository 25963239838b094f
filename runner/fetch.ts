/** `fetch` for cells: a refusal says how to lift it. */

const realFetch = globalThis.fetch;
const { NotCapable } = Deno.errors;

/** Told of an access that the user did not grant. */
type Blocked = (kind: string, item: string) => void;

/**
 * Makes the `fetch` that Python gets.
 *
 * What Deno refuses is reported, and thrown as an error that names the command which would allow
 * it; other failures say why.
 */
export function guardedFetch(blocked: Blocked): typeof fetch {
  return async (input, options) => {
    try {
      return await realFetch(input, options);
    } catch (error) {
      throw explain(error, blocked);
    }
  };
}

function explain(error: unknown, blocked: Blocked): unknown {
  if (!(error instanceof Error)) return error;
  if (!(error instanceof NotCapable)) {
    const { cause } = error;
    return cause instanceof Error ? new TypeError(`${error.message}: ${cause.message}`) : error;
  }
  const [, kind = "", item = ""] = /^Requires (\w+) access to "(.*)", run again/.exec(
    error.message,
  ) ?? [];
  if (item === "") return error;
  blocked(kind, item);
  return new Error(
    `${kind} access to '${item}' is not granted; to grant it: :allow ${kind} ${item}`,
  );
}
