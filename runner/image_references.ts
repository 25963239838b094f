/**
 * The JavaScript references of an image: what Python objects of type JsProxy point to.
 *
 * Globals are saved as the path by which Python reached them, Python callables are wrapped again,
 * and anything else becomes a tombstone that says what it was. A rewind, in the guest that took the
 * image, finds the objects themselves.
 */
import type { EmscriptenModule, HiwireState } from "./emscripten.ts";

/** How a reference that Pyodide cannot name is kept. */
type Saved =
  | { readonly undefined: true }
  | { readonly host: string | null }
  | { readonly proxy: number; readonly id?: number }
  | {
    readonly lost: string;
    readonly callable: boolean;
    /** The user's variable that holds it. */
    readonly holder?: string;
    readonly id?: number;
  };

/** The tombstones of this guest, so that one that is saved again keeps its name. */
const tombstones = new WeakMap<object, Saved>();

/** The objects that this guest has saved, by number; none is kept alive. */
const objects = new Map<number, WeakRef<object>>();
const numbers = new WeakMap<object, number>();
let lastNumber = 0;

// Both tables begin with entries that Pyodide fills itself.
const FIRST_REFERENCE = 7;
const FIRST_IMMORTAL = 7;

/**
 * Names every reference.
 *
 * @param host the runner's own object that Python holds; it is found again by identity
 * @param holders the user's variables that hold objects
 */
export function captureReferences(
  module: EmscriptenModule,
  host: object,
  holders: ReadonlyMap<unknown, string> = new Map(),
): HiwireState {
  const { API } = module;
  const immortalKeys = [...entries((i) => module.__hiwire_immortal_get(i), FIRST_IMMORTAL)];
  const hiwireKeys = [...entries((i) => module.__hiwire_get(i), FIRST_REFERENCE)].map((value) => {
    if (value === null) return null;
    const path = accessPath(value, API.accessorSymbol);
    const number = module.known?.get(value);
    const known = number === undefined ? {} : { number };
    if (path) return { path, ...known };
    if (value === API) return { API: true, ...known };
    if (value === API.abortSignalAny) return { abortSignalAny: true, ...known };
    const saved = save(module, host, value);
    const holder = "lost" in saved ? holders.get(value) : undefined;
    return { serialized: holder === undefined ? saved : { ...saved, holder }, ...known };
  });
  return { hiwireKeys, immortalKeys };
}

/** The names of JavaScript objects in `state` that a restore cannot bring back. */
export function lostReferences(state: HiwireState): string[] {
  return state.hiwireKeys.flatMap((key) => {
    const saved = key?.serialized as Saved | undefined;
    if (!saved || !("lost" in saved)) return [];
    return [`JavaScript object ${saved.holder ? `${saved.holder} (${saved.lost})` : saved.lost}`];
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
    if (proxy) return { proxy, ...numbered(value) };
  } catch { /* It is no Python object. */ }
  const tombstone = tombstones.get(value as object);
  if (tombstone) return { ...tombstone, ...numbered(value) };
  const callable = typeof value === "function";
  try {
    const name = callable ? value.name : (value as object).constructor?.name ?? "Object";
    return { lost: String(name), callable, ...numbered(value) };
  } catch {
    return { lost: "Object", callable, ...numbered(value) };
  }
}

/** The number of an object, by which this guest finds it again. */
function numbered(value: unknown): { id: number } | undefined {
  if (typeof value !== "object" && typeof value !== "function" || value === null) return undefined;
  const known = numbers.get(value);
  if (known !== undefined) return { id: known };
  const id = ++lastNumber;
  numbers.set(value, id);
  objects.set(id, new WeakRef(value));
  if (id % 1000 === 0) {
    for (const [id, object] of objects) {
      if (!object.deref()) objects.delete(id);
    }
  }
  return { id };
}

/**
 * Fills the table of references as it was in an image that this guest took.
 *
 * Done when memory is as it was. An object that is gone becomes a tombstone.
 *
 * @returns the names of those
 */
export function rewindReferences(
  module: EmscriptenModule,
  host: object,
  { hiwireKeys }: HiwireState,
): string[] {
  const values = [...entries((i) => module.__hiwire_get(i), FIRST_REFERENCE)];
  const { accessorSymbol, config } = module.API;
  const isRoot = (value: unknown): boolean => accessPath(value, accessorSymbol)?.length === 0;
  const globals = values.find(isRoot) ?? config.jsglobals;
  const lost: string[] = [];
  module.known?.clear();
  for (let i = 0; i < Math.max(values.length, hiwireKeys.length); i++) {
    const key = hiwireKeys[i] ?? null;
    const value = find(module, host, globals, key, values[i], lost);
    if (key?.number !== undefined) module.known?.set(value, Number(key.number));
    if (value !== values[i] || i >= values.length) module.__hiwire_set(FIRST_REFERENCE + i, value);
  }
  return lost;
}

/** What a key of an image stands for; `current` is what its slot holds now. */
function find(
  module: EmscriptenModule,
  host: object,
  globals: unknown,
  key: Record<string, unknown> | null,
  current: unknown,
  lost: string[],
): unknown {
  const { API } = module;
  if (!key) return null;
  if ("path" in key) {
    const path = key.path as string[];
    if (current && accessPath(current, API.accessorSymbol)?.join("\0") === path.join("\0")) {
      return current;
    }
    return path.reduce((at, name) => (at as Record<string, unknown>)[name], globals);
  }
  if ("API" in key) return API;
  if ("abortSignalAny" in key) return API.abortSignalAny;
  const saved = key.serialized as Saved;
  const object = "id" in saved ? objects.get(saved.id ?? 0)?.deref() : undefined;
  if ("proxy" in saved) return isProxyOf(module, object, saved.proxy) ? object : restore();
  if ("lost" in saved && object) return object;
  if ("lost" in saved) lost.push(`JavaScript object ${saved.lost}`);
  return restore();

  function restore(): unknown {
    return restoreReference(module, host, saved);
  }
}

function isProxyOf(module: EmscriptenModule, object: unknown, pointer: number): boolean {
  try {
    return object !== undefined && module.PyProxy_getPtr(object) === pointer;
  } catch {
    return false; // It was destroyed.
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
