/** Which programs may be started, and where they are. */

import { pathInfo } from "./host_files.ts";

const { NotCapable } = Deno.errors;

/** What may be asked for as a program, and the path that is granted for it; null for every program. */
export type GrantedCommands = Readonly<Record<string, string>> | null;

/** Where a program is looked for that is not named by its path, and the start of every program's `PATH`. */
const FOLDERS = ["/usr/local/bin", "/usr/bin", "/bin"];

/** The commands of one sandbox. */
export class Commands {
  readonly #granted: GrantedCommands;
  /** `PATH` of every program. */
  readonly path: string;

  constructor(granted: GrantedCommands) {
    this.#granted = granted;
    const more = Object.values(granted ?? {}).map((path) => path.slice(0, path.lastIndexOf("/")));
    this.path = [...new Set([...FOLDERS, ...more])].filter((folder) => folder !== "").join(":");
  }

  /** Whether nothing may be started. */
  get isEmpty(): boolean {
    return this.#granted !== null && Object.keys(this.#granted).length === 0;
  }

  /**
   * The path under which a program is started; undefined when it may not be, or is not there.
   *
   * @param name a bare name, or an absolute path
   */
  find(name: string): string | undefined {
    if (name.startsWith("/")) return this.#at(name);
    for (const folder of this.path.split(":")) {
      const found = this.#at(`${folder}/${name}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Whether a program that was not found is missing, not forbidden. */
  get tellsWhatIsMissing(): boolean {
    return this.#granted === null;
  }

  #at(path: string): string | undefined {
    if (this.#granted === null) return isProgram(path) ? path : undefined;
    return Object.hasOwn(this.#granted, path) ? this.#granted[path] : undefined;
  }
}

function isProgram(path: string): boolean {
  try {
    const { isFile, mode } = pathInfo(path);
    return isFile && ((mode ?? 0) & 0o111) !== 0;
  } catch (error) {
    // What may not be looked at may still be started.
    return error instanceof NotCapable && !FOLDERS.some((folder) => path.startsWith(`${folder}/`));
  }
}
