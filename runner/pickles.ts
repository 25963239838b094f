/** The pickles of sessions between a message and the interpreter. */
import type { FromGuest, ToGuest } from "./guest_messages.ts";
import type { Interpreter } from "./interpreter.ts";

type Result = Extract<FromGuest, { type: "result" }>;

/** What a cell does instead of running a source, and what it has given when it is done. */
export interface PickleAction {
  run(): Promise<string>;
  given(): Result["pickle"];
}

/** Takes up the session in a pickle, or gives one. */
export function pickleAction(
  interpreter: Interpreter,
  { pickle, library, bytes }: Extract<ToGuest, { type: "pickle" }>,
): PickleAction {
  const { cell, packages, request } = pickle;
  let given: Result["pickle"];
  const take = (bytes: Uint8Array): void => void (given = { request, bytes });
  return {
    run: () =>
      bytes
        ? interpreter.load(bytes, packages, library, cell)
        : interpreter.save(library, take, cell),
    given: () => given,
  };
}
