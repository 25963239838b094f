/** The table of kinds of Python state: `testdata/states`, one kind after the other in each file. */

/** A kind of state: cells that make it, and a cell that fails unless it is the same. */
export interface State {
  readonly name: string;
  /** The file that it is in, less its `.py`. */
  readonly theme: string;
  readonly setup: string;
  readonly check: string;
}

const FOLDER = new URL("../testdata/states/", import.meta.url);
const CHECK = "# %% [check]\n";

/** The themes, in the order of the page that shows the table. */
export const THEMES: readonly string[] = [
  "values",
  "functions",
  "iterators",
  "classes",
  "asynchronous",
  "files",
  "interpreter",
  "library",
];

/** What cannot survive: what is told of it at a save, and what its use raises in another process. */
export interface LostState extends State {
  readonly told: string;
  readonly raises: string;
}

/** The table of what lies outside of the memory. The check of a kind is its use. */
export function readLostStates(): LostState[] {
  const text = Deno.readTextFileSync(new URL("lost.py", FOLDER));
  return parse("lost", text).map((state) => ({
    ...state,
    told: comment(state, "told"),
    raises: comment(state, "raises"),
  }));
}

function comment({ name, setup }: State, key: string): string {
  const text = setup.match(new RegExp(`^# ${key}: (.*)$`, "m"))?.[1];
  if (text === undefined) throw new Error(`Cannot read table of states: '${name}' has no '${key}'`);
  return text;
}

/** The whole table. */
export function readStates(): State[] {
  return THEMES.flatMap((theme) =>
    parse(theme, Deno.readTextFileSync(new URL(`${theme}.py`, FOLDER)))
  );
}

/**
 * Reads one file: a line `# %% NAME` begins a kind, a line `# %% [check]` its check.
 *
 * @throws {Error} when a kind has no check, or more than one
 */
export function parse(theme: string, text: string): State[] {
  return text.split(/^(?=# %% (?!\[check\]))/m).filter((part) => part.trim() !== "").map((part) => {
    const end = part.indexOf("\n");
    const name = part.slice("# %% ".length, end);
    const [setup, check, ...more] = part.slice(end + 1).split(CHECK);
    if (check === undefined || more.length > 0) {
      throw new Error(`Cannot read table of states: '${name}' has not one check`);
    }
    return { name, theme, setup: setup!.trim(), check: check.trim() };
  });
}
