/** Versions of PEP 440, as far as a wheel that was chosen already has to be checked. */

/** The Python that runs here. */
const PYTHON = "3.14.2";

/** The parts of a version that compare; undefined where the text is none. */
interface Version {
  readonly epoch: number;
  readonly release: readonly number[];
  /** Everything behind the release, in its one spelling. */
  readonly rest: string;
}

const FORM =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;

const SHORT: Readonly<Record<string, string>> = {
  alpha: "a",
  beta: "b",
  c: "rc",
  pre: "rc",
  preview: "rc",
};

function parse(text: string): Version | undefined {
  const match = FORM.exec(text.trim().toLowerCase());
  if (!match) return undefined;
  const [, epoch, release = "", pre, preNumber, implicit, post, postNumber, dev, devNumber, local] =
    match;
  const numbers = release.split(".").map(Number);
  while (numbers.length > 1 && numbers.at(-1) === 0) numbers.pop();
  const rest = [
    pre === undefined ? "" : `${SHORT[pre] ?? pre}${Number(preNumber)}`,
    post === undefined && implicit === undefined ? "" : `.post${Number(implicit ?? postNumber)}`,
    dev === undefined ? "" : `.dev${Number(devNumber)}`,
    local === undefined ? "" : `+${local.replaceAll(/[-_]/g, ".")}`,
  ];
  return { epoch: Number(epoch ?? 0), release: numbers, rest: rest.join("") };
}

/** Whether two texts name the same version. */
export function isSameVersion(left: string, right: string): boolean {
  const [a, b] = [parse(left), parse(right)];
  if (!a || !b) return left === right;
  return a.epoch === b.epoch && a.release.join(".") === b.release.join(".") && a.rest === b.rest;
}

/** Whether the Python that runs here is one of those that `Requires-Python` names. */
export function acceptsPython(specifiers: string, python = PYTHON): boolean {
  return specifiers.split(",").map((part) => part.trim()).filter((part) => part !== "").every(
    (part) => accepts(part, python),
  );
}

function accepts(specifier: string, python: string): boolean {
  const match = /^(~=|===?|!=|<=?|>=?)\s*([^\s]+)$/.exec(specifier);
  // What is no specifier was the resolver's to judge.
  if (!match) return true;
  const [, operator = "", text = ""] = match;
  const isPrefix = text.endsWith(".*");
  const wanted = parse(isPrefix ? text.slice(0, -2) : text);
  const own = parse(python);
  if (!wanted || !own) return operator === "===" && text === python;
  const order = compare(own.release, wanted.release);
  const starts = startsWith(own.release, numbersOf(isPrefix ? text.slice(0, -2) : text));
  switch (operator) {
    case "==":
      return isPrefix ? starts : order === 0 && wanted.rest === "";
    case "===":
      return text === python;
    case "!=":
      return isPrefix ? !starts : order !== 0 || wanted.rest !== "";
    case "~=":
      return order >= 0 && startsWith(own.release, numbersOf(text).slice(0, -1));
    case ">=":
      return order >= 0;
    case "<=":
      return order < 0 || order === 0 && wanted.rest === "";
    case ">":
      return order > 0;
    default:
      return order < 0;
  }
}

function numbersOf(text: string): number[] {
  return (/^v?(\d+(?:\.\d+)*)/.exec(text)?.[1] ?? "").split(".").map(Number);
}

function startsWith(release: readonly number[], prefix: readonly number[]): boolean {
  return prefix.every((number, index) => (release[index] ?? 0) === number);
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
