import type { PythonFixture } from "./python_fixture.ts";

/** What Python answers to a question for completions. */
export interface Completions {
  readonly replaced: number;
  readonly candidates: readonly { readonly text: string; readonly type: string }[];
}

/** Completes at the `|` in the text, or at its end. */
export function complete(python: PythonFixture, text: string): Completions {
  const [before = "", ...after] = text.split("|");
  const cursor = [...before].length;
  return JSON.parse(python.python.complete(before + after.join("|"), cursor) as string);
}

/** The candidates as `text:type`, those before `count`. */
export function list(python: PythonFixture, text: string, count = 500): string[] {
  return complete(python, text).candidates.slice(0, count).map(({ text, type }) =>
    `${text}:${type}`
  );
}
