/** Makes a build reproducible: the world around it stands still. */
import crypto from "node:crypto";

/** The time at which every baseline image is made. */
const TIME = Date.UTC(2026, 0, 1);

/**
 * Replaces what a boot reads of the clock, of entropy and of the user's language by constants.
 *
 * An image holds only what differs from the baseline, so that a session file is good for another
 * machine only when the baseline there has the same bytes. The hash of Python's strings, and with
 * it the place of everything in memory, comes from entropy; a session gets its own for `random`.
 */
export function standStill(): void {
  Date.now = (): number => TIME;
  performance.now = (): number => 0;
  Math.random = (): number => 0.5;
  crypto.randomFillSync = fill;
  globalThis.crypto.getRandomValues = fill;
  Object.defineProperty(navigator, "language", { value: "en-US" });
  Object.defineProperty(navigator, "languages", { value: ["en-US"] });
}

function fill<T extends ArrayBufferView | null>(view: T): T {
  if (view) new Uint8Array(view.buffer, view.byteOffset, view.byteLength).fill(1);
  return view;
}
