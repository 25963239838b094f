/**
 * Frames: u32 header length, u32 body length (little-endian), JSON header, raw body.
 *
 * The header is at most {@link MAXIMUM_HEADER} bytes, the body {@link MAXIMUM_BODY}; what is longer
 * travels in chunks.
 */
import type { Packet } from "./protocol.ts";

/** 1 MiB. */
export const MAXIMUM_HEADER = 1024 * 1024;
/** 8 MiB. */
export const MAXIMUM_BODY = 8 * 1024 * 1024;

const PREFIX = 8;

/** A frame's header, not yet checked, and its body. */
export type Frame = Packet<unknown>;

/**
 * Encodes a frame.
 *
 * @throws {RangeError} when header or body is too long
 */
export function encodeFrame(header: object, body: Uint8Array = new Uint8Array()): Uint8Array {
  const json = encodeJSON(header);
  checkLengths(json.length, body.length);
  const frame = new Uint8Array(PREFIX + json.length + body.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, json.length, true);
  view.setUint32(4, body.length, true);
  frame.set(json, PREFIX);
  frame.set(body, PREFIX + json.length);
  return frame;
}

/** JSON without halves of surrogate pairs, which no UTF-8 can hold and the host would refuse. */
export function encodeJSON(value: unknown): Uint8Array {
  const whole = (_: string, item: unknown): unknown =>
    typeof item === "string" ? item.toWellFormed() : item;
  return new TextEncoder().encode(JSON.stringify(value, whole));
}

/** Collects bytes and gives out the frames that are complete. */
export class FrameDecoder {
  #buffer: Uint8Array<ArrayBuffer> = new Uint8Array(64 * 1024);
  #start = 0;
  #end = 0;

  /** Adds bytes in the order in which they came. */
  push(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#buffer.length) this.#makeRoom(bytes.length);
    this.#buffer.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /**
   * The next frame, or undefined when more bytes are needed. The body is the caller's to keep.
   *
   * @throws {Error} when the bytes are no frame: nothing after them can be trusted
   */
  next(): Frame | undefined {
    const available = this.#end - this.#start;
    if (available < PREFIX) return undefined;
    const view = new DataView(this.#buffer.buffer, this.#start);
    const header = view.getUint32(0, true);
    const body = view.getUint32(4, true);
    checkLengths(header, body);
    if (available < PREFIX + header + body) return undefined;
    const at = this.#start + PREFIX;
    const json = new TextDecoder("utf-8", { fatal: true }).decode(
      this.#buffer.subarray(at, at + header),
    );
    const bytes = this.#buffer.slice(at + header, at + header + body);
    this.#start = at + header + body;
    if (this.#start === this.#end) this.#start = this.#end = 0;
    return { message: JSON.parse(json), body: bytes };
  }

  #makeRoom(bytes: number): void {
    const held = this.#end - this.#start;
    const needed = held + bytes;
    const target = needed <= this.#buffer.length
      ? this.#buffer
      : new Uint8Array(Math.max(needed, this.#buffer.length * 2));
    target.set(this.#buffer.subarray(this.#start, this.#end));
    this.#buffer = target;
    this.#start = 0;
    this.#end = held;
  }
}

function checkLengths(header: number, body: number): void {
  if (header > MAXIMUM_HEADER) {
    throw new RangeError(
      `Cannot frame message: header is ${header} bytes, maximum is ${MAXIMUM_HEADER}`,
    );
  }
  if (body > MAXIMUM_BODY) {
    throw new RangeError(`Cannot frame message: body is ${body} bytes, maximum is ${MAXIMUM_BODY}`);
  }
}
