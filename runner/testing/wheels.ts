/** Python packages for tests, from the index that pip knows. */

/** Files of a cache that stays between runs of the tests. */
const WHEELS = `${Deno.env.get("TMPDIR") ?? "/tmp"}/cloche-test-wheels/wheels`;

/** What pip is asked for: pure Python, or libraries that were compiled for Pyodide. */
const PLATFORMS = {
  any: ["--platform=any", "--implementation=py"],
  pyodide: ["--platform=pyemscripten_2026_0_wasm32", "--implementation=cp", "--abi=cp314"],
};

/**
 * Gives a folder with the packages unpacked; downloads what is missing.
 *
 * @param packages as `name==version`
 * @returns undefined where pip cannot give them; the reason is printed
 */
export async function downloadWheels(
  packages: readonly string[],
  platform: keyof typeof PLATFORMS = "any",
): Promise<string | undefined> {
  const wheels = await downloadWheelFiles(packages, platform);
  if (!wheels) return undefined;
  const site = await Deno.makeTempDir({ prefix: "cloche-test-site-" });
  globalThis.addEventListener("unload", () => Deno.removeSync(site, { recursive: true }));
  const unpacked = await run("python3", [
    "-c",
    "import sys, zipfile\nfor path in sys.argv[2:]: zipfile.ZipFile(path).extractall(sys.argv[1])",
    site,
    ...wheels,
  ]);
  return unpacked ? site : undefined;
}

/** Gives the paths of wheels, as {@link downloadWheels} finds them. */
export async function downloadWheelFiles(
  packages: readonly string[],
  platform: keyof typeof PLATFORMS = "any",
): Promise<string[] | undefined> {
  if (!await download(packages, platform)) return undefined;
  const files = packages.map((name) => name.replaceAll(/-(?!=)/g, "_").replace("==", "-") + "-");
  const chosen: string[] = [];
  for await (const { name } of Deno.readDir(WHEELS)) {
    if (files.some((file) => name.startsWith(file))) chosen.push(`${WHEELS}/${name}`);
  }
  return chosen;
}

/** Gives the path of one wheel of pure Python; undefined where pip cannot give it. */
export async function downloadWheel(name: string, file: string): Promise<string | undefined> {
  return await download([name], "any") ? `${WHEELS}/${file}` : undefined;
}

async function download(
  packages: readonly string[],
  platform: keyof typeof PLATFORMS,
): Promise<boolean> {
  const args = ["-m", "pip", "download", "--quiet", "--no-deps", "--disable-pip-version-check"];
  const only = ["--only-binary=:all:", "--python-version=3.14", ...PLATFORMS[platform]];
  const places = [`--dest=${WHEELS}`, `--find-links=${WHEELS}`];
  return await run("python3", [...args, ...only, ...places, ...packages]);
}

async function run(command: string, args: readonly string[]): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(60_000);
    const { success, stderr } = await new Deno.Command(command, { args: [...args], signal })
      .output();
    if (!success) report(new TextDecoder().decode(stderr).trim().split("\n").at(-1) ?? "");
    return success;
  } catch (error) {
    report(String(error));
    return false;
  }
}

function report(reason: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`Skipped: pip gave no packages: ${reason}\n`));
}
