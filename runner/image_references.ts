/**
 * The JavaScript references of an image: what Python objects of type JsProxy point to.
 *
 * Globals are saved as the path by which Python reached them, Python callables are wrapped again,
 * and anything else becomes a tombstone that says what it was.
 */
import type { EmscriptenModule, HiwireState } from "./emscripten.ts";

/** How a reference that Pyodide cannot name is kept. */
type Saved =
  | { readonly undefined: true }
  | { readonly host: string | null }
  | { readonly proxy: number }
  | { readonly lost: string; readonly callable: boolean };

/** The tombstones of this guest, so that one that is saved again keeps its name. */
const tombstones = new WeakMap<object, Saved>();

// Both tables begin with entries that Pyodide fills itself.
const FIRST_REFERENCE = 7;
const FIRST_IMMORTAL = 7;

/**
 * Names every reference.
 *
 * @param host the runner's own object that Python holds; it is found again by identity
 */
export function captureReferences(module: EmscriptenModule, host: object): HiwireState {
  const { API } = module;
  const immortalKeys = [...entries((i) => module.__hiwire_immortal_get(i), FIRST_IMMORTAL)];
  const hiwireKeys = [...entries((i) => module.__hiwire_get(i), FIRST_REFERENCE)].map((value) => {
    if (value === null) return null;
    const path = accessPath(value, API.accessorSymbol);
    if (path) return { path };
    if (value === API) return { API: true };
    if (value === API.abortSignalAny) return { abortSignalAny: true };
    return { serialized: save(module, host, value) };
  });
  return { hiwireKeys, immortalKeys };
}

/** The names of JavaScript objects in `state` that a restore cannot bring back. */
export function lostReferences(state: HiwireState): string[] {
  return state.hiwireKeys.flatMap((key) => {
    const saved = key?.serialized as Saved | undefined;
    return saved && "lost" in saved ? [`JavaScript object ${saved.lost}`] : [];
  });
}

/** Makes the object that takes the place of a saved reference. */
export function restoreReference(module: EmscriptenModule, host: object, saved: unknown): unknown {
  const value = saved as Saved;
  if ("undefined" in value) return undefined;
  if ("host" in value) {
    return value.host === null ? host : (host as Record<string, unknown>)[value.host];
  }
  if ("proxy" in value) return module.pyproxy_new(value.proxy);
  const object = tombstone(value.lost, value.callable);
  tombstones.set(object, value);
  return object;
}

function* entries(get: (index: number) => unknown, first: number): Generator<unknown> {
  for (let index = first;; index++) {
    let value: unknown;
    try {
      value = get(index);
    } catch {
      return;
    }
    yield value;
  }
}

function accessPath(value: unknown, accessor: symbol): string[] | undefined {
  try {
    const path = (value as Record<symbol, unknown>)[accessor];
    const named = Array.isArray(path) && path.every((step) => typeof step === "string");
    return named ? path : undefined;
  } catch {
    return undefined;
  }
}

function save(module: EmscriptenModule, host: object, value: unknown): Saved {
  if (value === undefined) return { undefined: true };
  if (value === host) return { host: null };
  for (const [name, member] of Object.entries(host)) if (member === value) return { host: name };
  try {
    const proxy = module.PyProxy_getPtr(value);
    if (proxy) return { proxy };
  } catch { /* It is no Python object. */ }
  const tombstone = tombstones.get(value as object);
  if (tombstone) return tombstone;
  const callable = typeof value === "function";
  try {
    const name = callable ? value.name : (value as object).constructor?.name ?? "Object";
    return { lost: String(name), callable };
  } catch {
    return { lost: "Object", callable };
  }
}

/** An object of which any use says that it is gone; only its text can be had. */
function tombstone(name: string, callable: boolean): object {
  const die = (): never => {
    throw new Error(`this JavaScript object (${name}) did not survive the restore`);
  };
  const text = (): string => `[JavaScript ${name}: lost in the restore]`;
  const handler: Record<string, unknown> = Object.fromEntries(
    [
      "set",
      "has",
      "deleteProperty",
      "apply",
      "construct",
      "ownKeys",
      "getOwnPropertyDescriptor",
      "defineProperty",
    ].map((trap) => [trap, die]),
  );
  handler.get = (_target: object, key: string | symbol): unknown => {
    if (key === "toString") return text;
    if (key === "constructor" || typeof key === "symbol" && key !== Symbol.iterator) {
      return undefined;
    }
    return die();
  };
  return new Proxy(callable ? function lost(): void {} : {}, handler as ProxyHandler<object>);
}
