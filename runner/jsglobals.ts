/**
 * What Python sees as the module `js`: an allow-list of the web's globals.
 *
 * No `Deno`, no worker or channel of the runner's, nothing that makes code out of text. It is not
 * a wall (a hostile cell is as good as hostile JavaScript in this worker); it keeps honest code
 * from leaning on what is not there to stay.
 */
const NAMES = [
  "Object",
  "Array",
  "ArrayBuffer",
  "BigInt",
  "Boolean",
  "DataView",
  "Date",
  "Error",
  "Infinity",
  "Intl",
  "JSON",
  "Map",
  "Math",
  "NaN",
  "Number",
  "Promise",
  "Proxy",
  "RangeError",
  "Reflect",
  "RegExp",
  "Set",
  "String",
  "Symbol",
  "SyntaxError",
  "TypeError",
  "URIError",
  "WeakMap",
  "WeakRef",
  "WeakSet",
  "Float32Array",
  "Float64Array",
  "Int8Array",
  "Int16Array",
  "Int32Array",
  "BigInt64Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Uint16Array",
  "Uint32Array",
  "BigUint64Array",
  "isFinite",
  "isNaN",
  "parseFloat",
  "parseInt",
  "decodeURIComponent",
  "encodeURIComponent",
  "atob",
  "btoa",
  "queueMicrotask",
  "structuredClone",
  "performance",
  "crypto",
  "AbortController",
  "AbortSignal",
  "Blob",
  "CompressionStream",
  "DecompressionStream",
  "Event",
  "EventTarget",
  "FormData",
  "Headers",
  "ReadableStream",
  "Request",
  "Response",
  "TextDecoder",
  "TextEncoder",
  "TransformStream",
  "URL",
  "URLSearchParams",
  "WritableStream",
] as const;

/** Builds the object; `extra` adds or replaces names (a guarded `fetch`, counted timers, a silent `console`). */
export function makeGlobals(extra: Readonly<Record<string, unknown>>): object {
  const realm = globalThis as unknown as Record<string, unknown>;
  return Object.fromEntries([
    ...NAMES.map((name) => [name, bound(realm[name])] as const),
    ...Object.entries(extra),
  ]);
}

/** Functions such as structuredClone want the realm as `this`; constructors must stay what they are. */
function bound(value: unknown): unknown {
  const plain = typeof value === "function" && value.prototype === undefined;
  return plain ? value.bind(globalThis) : value;
}
