/**
 * What the guest says about a cell, checked and kept within the bounds of the wire.
 *
 * A hostile cell speaks with the guest's voice. The host would end the runner for a field of the
 * wrong type or a frame that is too long, so nothing of that kind leaves the supervisor.
 */
import { encodeJSON, MAXIMUM_BODY } from "./framing.ts";

/** The result of a cell without what the runner itself knows about it. */
export interface Outcome {
  readonly status: "ok" | "error" | "interrupted" | "died";
  readonly exitCode?: number;
  /** Tasks and calls that asyncio has left. */
  readonly pending: number;
  /** JSON: `{value?, error?}`. */
  readonly body: Uint8Array;
}

/** Characters of a prompt; escaped in JSON they are at most six bytes each. */
const LONGEST_PROMPT = 64 * 1024;
const LONGEST_ITEM = 4096;
const LONGEST_NAME = 200;
/** Bytes of JSON in a header for a list of names. */
const LONGEST_NAMES = 256 * 1024;
/** Characters of a documentation or a source. */
const LONGEST_TEXT = 512 * 1024;
const MOST_CANDIDATES = 500;
const MOST_PARAMETERS = 200;
const PARAMETER_KINDS = [
  "positionalOnly",
  "positionalOrKeyword",
  "variadicPositional",
  "keywordOnly",
  "variadicKeyword",
];
const PERMISSION_KINDS = ["read", "write", "net", "env", "run", "ffi"];
const UNREADABLE = failure("the sandbox broke the runner inside of it");

/** The outcome of an interpreter that died, or that answered what cannot be read. */
export function failure(message: string): Outcome {
  const error = { name: "SystemError", message: boundMessage(message), traceback: "" };
  return { status: "died", pending: 0, body: encodeJSON({ error }) };
}

/** Reads the JSON that `execute` of `runner/python` returned. */
export function readOutcome(json: unknown): Outcome {
  const outcome = parse(json);
  const { status, exitCode, value, error, pending } = outcome ?? {};
  if (status !== "ok" && status !== "error" && status !== "interrupted") return UNREADABLE;
  if (value !== undefined && typeof value !== "string") return UNREADABLE;
  const shown = error === undefined ? undefined : readError(error);
  if (error !== undefined && !shown) return UNREADABLE;
  const body = encodeJSON({ value, error: shown });
  if (body.length > MAXIMUM_BODY) return UNREADABLE;
  const read: Outcome = { status, pending: isCount(pending) ? Number(pending) : 0, body };
  return Number.isSafeInteger(exitCode) ? { ...read, exitCode: Number(exitCode) } : read;
}

function readError(error: unknown): object | undefined {
  if (!isRecord(error)) return undefined;
  const { name, message, traceback } = error;
  if (typeof name !== "string" || typeof message !== "string" || typeof traceback !== "string") {
    return undefined;
  }
  return { name: shorten(name, LONGEST_NAME), message, traceback };
}

/** Reads a request for a line of input; undefined when it is none. */
export function readInputRequest(
  bytes: Uint8Array,
): { request: number; prompt: string; hidden: boolean } | undefined {
  const { request, prompt, hidden } = parse(new TextDecoder().decode(bytes)) ?? {};
  if (!Number.isSafeInteger(request) || Number(request) < 0) return undefined;
  return {
    request: Number(request),
    prompt: typeof prompt === "string" ? shorten(prompt, LONGEST_PROMPT) : "",
    hidden: hidden === true,
  };
}

/** Reads a permission that a cell lacked; undefined when it is none. */
export function readAccess(bytes: Uint8Array): { kind: string; item: string } | undefined {
  const { kind, item } = parse(new TextDecoder().decode(bytes)) ?? {};
  if (typeof kind !== "string" || !PERMISSION_KINDS.includes(kind)) return undefined;
  return typeof item === "string" && item.length <= LONGEST_ITEM ? { kind, item } : undefined;
}

/** What is said of a failure, cut to a length that a header has room for. */
export function boundMessage(message: unknown): string {
  return shorten(String(message), LONGEST_ITEM);
}

/** Reads a MIME bundle, JSON of an object whose members are strings; undefined when it is none. */
export function readBundle(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length > MAXIMUM_BODY) return undefined;
  const bundle = parse(new TextDecoder().decode(bytes));
  if (!bundle) return undefined;
  const texts = Object.values(bundle);
  if (!texts.every((text) => typeof text === "string")) return undefined;
  if (!Object.keys(bundle).every((type) => type.isWellFormed())) return undefined;
  return texts.every((text) => text.isWellFormed()) ? bytes : encodeJSON(bundle);
}

/** As many of the names as a header has room for, each cut to a length that can be shown. */
export function boundNames(names: unknown): string[] {
  if (!Array.isArray(names)) return [];
  const shown = names.filter((name) => typeof name === "string")
    .map((name) => shorten(name, LONGEST_NAME));
  return take(shown, LONGEST_NAMES);
}

/** As many of the variables as a body has room for. */
export function boundVariables(json: string): Uint8Array {
  const list = parse(`{"list":${json}}`)?.list;
  const shown = Array.isArray(list)
    ? list.map(readVariable).filter((item) => item !== undefined)
    : [];
  return encodeJSON(take(shown, MAXIMUM_BODY));
}

/** Of the names that were asked for, those that are missing. */
export function boundModules(json: string, asked: readonly string[]): Uint8Array {
  const missing: unknown = parse(`{"list":${json}}`)?.list;
  const named = new Set(Array.isArray(missing) ? missing : []);
  return encodeJSON(asked.filter((name) => named.has(name)));
}

/** The answer to a question about the session, or an empty one where it is not what was asked for. */
export function boundAnswer(
  type: "completions" | "signature" | "inspection",
  json: string,
): Uint8Array {
  const answer = parse(json);
  const body = encodeJSON(
    type === "completions"
      ? readCompletions(answer)
      : type === "signature"
      ? readSignature(answer)
      : readInspection(answer),
  );
  return body.length <= MAXIMUM_BODY ? body : boundAnswer(type, "");
}

function readCompletions(answer: Record<string, unknown> | undefined): object {
  const { replaced, candidates } = answer ?? {};
  const list = Array.isArray(candidates) ? candidates.slice(0, MOST_CANDIDATES) : [];
  const shown = list.map((item: unknown) => {
    const { text, type } = isRecord(item) ? item : {};
    if (typeof text !== "string" || typeof type !== "string" || text.length > LONGEST_ITEM) return;
    if (!text.isWellFormed()) return;
    return { text, type: shorten(type, LONGEST_NAME) };
  });
  return {
    replaced: isCount(replaced) ? replaced : 0,
    candidates: shown.filter((item) => item !== undefined),
  };
}

function readSignature(answer: unknown): object | null {
  if (!isRecord(answer)) return null;
  const { name, parameters, result } = answer;
  if (typeof name !== "string" || typeof result !== "string" || !Array.isArray(parameters)) {
    return null;
  }
  const list = parameters.slice(0, MOST_PARAMETERS).map((item: unknown) => {
    const { name, text, kind } = isRecord(item) ? item : {};
    if (typeof name !== "string" || typeof text !== "string") return;
    if (typeof kind !== "string" || !PARAMETER_KINDS.includes(kind)) return;
    return { name: shorten(name, LONGEST_NAME), text: shorten(text, LONGEST_NAME), kind };
  });
  return {
    name: shorten(name, LONGEST_ITEM),
    parameters: list.filter((item) => item !== undefined),
    result: shorten(result, LONGEST_NAME),
  };
}

function readInspection(answer: Record<string, unknown> | undefined): object | null {
  const { name, kind, type } = answer ?? {};
  if (typeof name !== "string" || typeof kind !== "string" || typeof type !== "string") return null;
  const text = (value: unknown, length: number): string | null =>
    typeof value === "string" ? shorten(value, length) : null;
  return {
    name: shorten(name, LONGEST_ITEM),
    kind: shorten(kind, LONGEST_NAME),
    type: shorten(type, LONGEST_NAME),
    signature: readSignature(answer?.signature),
    documentation: text(answer?.documentation, LONGEST_TEXT),
    value: text(answer?.value, LONGEST_ITEM),
    file: text(answer?.file, LONGEST_ITEM),
    line: isCount(answer?.line) ? answer?.line : null,
    source: text(answer?.source, LONGEST_TEXT),
  };
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function readVariable(variable: unknown): object | undefined {
  if (!isRecord(variable)) return undefined;
  const { name, type, value, size, digest } = variable;
  if (typeof name !== "string" || typeof type !== "string" || typeof value !== "string") {
    return undefined;
  }
  const texts = [name, type, value].map((text) => shorten(text, LONGEST_NAME));
  const bytes = Number.isSafeInteger(size) && Number(size) >= 0 ? size : null;
  const shown = { name: texts[0], type: texts[1], value: texts[2], size: bytes };
  return typeof digest === "string" && /^[0-9a-f]{16}$/.test(digest) ? { ...shown, digest } : shown;
}

/** The first of the items, as many as are at most `room` bytes of JSON as a list. */
function take<Item>(items: readonly Item[], room: number): Item[] {
  let left = room - 2;
  return items.filter((item) => (left -= encodeJSON(item).length + 1) >= 0);
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length - 3) + "...";
}

function parse(json: unknown): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(String(json));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
