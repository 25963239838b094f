"""Packages from the cache, in an image, and installed anew, beside micropip in plain Pyodide."""
import os
import statistics
import subprocess
import sys
import time

FIVE = ("pydantic", "httpx", "msgpack", "attrs", "rich")
IMPORT = "import pydantic, httpx, msgpack, attrs, rich.table"
MICROPIP = """
const [pyodide, packages] = Deno.args;
const { loadPyodide } = await import(pyodide + "/pyodide.mjs");
const { info } = JSON.parse(Deno.readTextFileSync(pyodide + "/pyodide-lock.json"));
// Without the lock's packages: its distribution may not be at hand, and would not be used for these alone.
const python = await loadPyodide({ indexURL: pyodide + "/", lockFileContents: { info, packages: {} } });
for (const { name } of Deno.readDirSync(packages)) await python.loadPackage(packages + "/" + name);
const start = performance.now();
await python.runPythonAsync("import micropip\\nawait micropip.install(%r)\\n%s");
console.log(performance.now() - start);
Deno.exit(0);
"""


def measure(cloche, deno, pyodide, runtime, folder, runs=5):
    """Gives rows of (name, value, unit); what is measured was downloaded before, but for micropip's packages.

    The cache of packages is an own one, with the runtime that is installed.
    """
    folder.mkdir()
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder)}
    (folder / "cloche").mkdir()
    (folder / "cloche/runtime").symlink_to(runtime)
    saved = str(folder / "five.cloche")

    def run(*arguments):
        subprocess.run([cloche, "--no-config", *arguments], check=True, capture_output=True, env=environment)

    def median(*arguments):
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            run(*arguments)
            times.append((time.perf_counter() - start) * 1000)
        return statistics.median(times)

    def installing(*names):
        return [option for name in names for option in ("--install", name)]

    run(*installing(*FIVE, "six"), "--save", saved, "-c", IMPORT)
    plain = median("-c", "1")
    pure = median("--offline", *installing("six"), "-c", "import six")
    native = median("--offline", *installing("msgpack"), "-c", "import msgpack")
    five = median("--offline", *installing(*FIVE), "-c", "1")
    rows = [
        ("install to import, a cached pure package (six)", pure - plain, "ms"),
        ("install to import, a cached native package (msgpack)", native - plain, "ms"),
        ("install of five packages (17 with what they need) from the cache", five - plain, "ms"),
        ("start with five packages in the image, and a cell", median("--load", saved, "-c", IMPORT), "ms"),
        ("start that installs the five from the cache, and imports them", median("--offline", *installing(*FIVE), "-c", IMPORT), "ms"),
    ]
    return rows + with_micropip(deno, pyodide, folder)


def with_micropip(deno, pyodide, folder):
    """The same five by micropip, which downloads them each time."""
    packages = folder / "micropip"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    command += ["--python-version", "3.14", "-d", str(packages), "micropip", "packaging"]
    if subprocess.run(command, capture_output=True).returncode != 0:
        return []
    program = folder / "micropip.mjs"
    program.write_text(MICROPIP % (list(FIVE), IMPORT))
    command = [str(deno), "run", "--allow-all", "--no-config", "--no-remote", str(program), str(pyodide), str(packages)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        print(f"micropip was not measured: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return []
    return [("micropip.install of the five in plain Pyodide, and their import", float(done.stdout.split()[-1]), "ms")]
