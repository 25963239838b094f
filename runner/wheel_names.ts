/** The names of wheels: `NAME-VERSION(-BUILD)-PYTHON-ABI-PLATFORM.whl`, and which of them run here. */
import { Unsound } from "./zip.ts";

/** What the name of a wheel says. */
export interface WheelName {
  readonly name: string;
  readonly version: string;
  /** Compressed sets: each part may name several, joined by dots. */
  readonly tags: readonly [python: string, abi: string, platform: string];
}

/** The minor version of the Python that runs here. */
const MINOR = 14;
const PLATFORM = "pyemscripten_2026_0_wasm32";

/**
 * Takes the name of a wheel apart.
 *
 * @throws {Unsound} when it is none
 */
export function parseWheelName(file: string): WheelName {
  const parts = file.replace(/\.whl$/, "").split("-");
  const [name = "", version = ""] = parts;
  const [python = "", abi = "", platform = ""] = parts.slice(-3);
  const isName = file.endsWith(".whl") && (parts.length === 5 || parts.length === 6) &&
    parts.every((part) => /^[A-Za-z0-9._+!]+$/.test(part));
  if (!isName) throw new Unsound("has a name that is not that of a wheel");
  return { name, version, tags: [python, abi, platform] };
}

/** A name as PEP 503 normalizes it. */
export function normalizeName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
}

/** @throws {Unsound} when the wheel is for another Python or platform */
export function requireTags({ tags: [pythons, abis, platforms] }: WheelName): void {
  const runs = platforms.split(".").some((platform) =>
    abis.split(".").some((abi) =>
      pythons.split(".").some((python) => isTagSupported(python, abi, platform))
    )
  );
  if (runs) return;
  const tag = [pythons, abis, platforms].join("-");
  throw new Unsound(
    `is made for ${tag}; here run py3-none-any and cp3${MINOR}-cp3${MINOR}-${PLATFORM}`,
  );
}

/** Whether code of a tag runs in this Python. */
export function isTagSupported(python: string, abi: string, platform: string): boolean {
  if (platform !== "any" && platform !== PLATFORM) return false;
  const match = /^(py|cp)3(\d*)$/.exec(python);
  if (!match) return false;
  const [, kind, minor] = match;
  const isOlder = minor === "" ? kind === "py" : Number(minor) <= MINOR;
  if (abi === "none") return isOlder;
  if (platform === "any" || kind !== "cp" || minor === "") return false;
  return abi === "abi3" ? isOlder : abi === `cp3${MINOR}` && Number(minor) === MINOR;
}
