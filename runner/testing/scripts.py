"""What the tests of the scripts share: a clone with stand-ins for what would reach the network or the system."""

import hashlib
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import zipfile

HERE = pathlib.Path(__file__).resolve().parent.parent
SCRIPTS = ["common.sh", "fetch-runtime", "fill-cache", "install-libedit", "stamp", "start"]
PYODIDE_FILES = ["pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"]

# Stands for Deno: knows its version, and builds a runner by copying.
DENO = """#!/bin/sh
if [ "$1" = --version ]; then echo "deno 2.9.8 (stand-in)"; exit; fi
for out; do :; done
[ -z "${SLOW:-}" ] || sleep "$SLOW"
echo main >"$out/main.js"
"""

# Stands for Swift: "builds" a cloche that prints its arguments.
SWIFT = """#!/bin/sh
echo build >>"$CALLS"
[ ! -e "$CALLS.slow" ] || sleep 5
[ ! -e "$CALLS.fails" ] || { cat "$CALLS.fails"; exit 1; }
mkdir -p "$3/.build/release"
[ -e "$3/Package.resolved" ] || echo resolved >"$3/Package.resolved"
printf '#!/bin/sh\\necho "cloche $*"\\ncat\\n' >"$3/.build/release/cloche"
chmod +x "$3/.build/release/cloche"
"""


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def make_wheel(folder, name, version, files):
    """Writes a wheel as small as pip accepts and gives its hash."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for member, data in files.items():
            wheel.writestr(member, data)
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    return sha256(path.read_bytes())


class Sandbox:
    """A clone with the scripts, a package index in a folder, a home, and stand-ins in PATH."""

    def __init__(self, folder):
        self.root = folder / "a clone"
        self.runner = self.root / "runner"
        self.wheels = folder / "wheels"
        self.bin = folder / "bin"
        self.home = folder / "home"
        self.calls = folder / "calls"
        for path in (self.runner / "python", self.root / "Sources", self.wheels, self.bin, self.home):
            path.mkdir(parents=True)
        for name in SCRIPTS:
            shutil.copy(HERE / name, self.runner / name)
        (self.root / "Package.swift").write_text("")
        (self.runner / "build.ts").write_text("build\n")
        (self.runner / "python" / "cells.py").write_text("cells = 1\n")
        self.environment = {
            "HOME": str(self.home),
            "PATH": f"{self.bin}:{os.environ['PATH']}",
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "CALLS": str(self.calls),
        }
        self.make_runtime({name: f"{name}\n".encode() for name in PYODIDE_FILES})
        self.stand_in("swift", SWIFT)
        self.stand_in("clang", "#!/bin/sh\nexit 0\n")

    @property
    def runtime(self):
        return self.home / ".cache/cloche/runtime"

    def make_runtime(self, pyodide):
        deno = make_wheel(self.wheels, "deno", "2.9.8", {"deno-2.9.8.data/scripts/deno": DENO})
        flet = make_wheel(
            self.wheels,
            "flet_web",
            "1.0.5",
            {f"flet_web/web/pyodide/{name}": data for name, data in pyodide.items()},
        )
        lines = [f"deno==2.9.8 \\\n    --hash=sha256:{deno}", f"flet-web==1.0.5 \\\n    --hash=sha256:{flet}"]
        (self.runner / "requirements.txt").write_text("\n\n".join(lines) + "\n")
        hashes = [f"{sha256(data)}  {name}" for name, data in pyodide.items()]
        (self.runner / "pyodide.sha256").write_text("# Pyodide 314.0.7\n" + "\n".join(hashes) + "\n")

    def stand_in(self, name, text):
        path = self.bin / name
        path.write_text(text)
        path.chmod(0o755)

    def only(self, *names):
        """Leaves in PATH the tools that every system has, the stand-ins, and these."""
        tools = self.bin.parent / "tools"
        tools.mkdir()
        base = "awk cat chmod cp cut df dirname env find flock grep head id mkdir mv printf readlink rm sed sh sha256sum"
        for name in (base + " sleep sort tail tee touch tr uname").split() + list(names):
            (tools / name).symlink_to(shutil.which(name))
        self.environment["PATH"] = f"{self.bin}:{tools}"

    def run(self, script, *arguments, **more):
        """Runs a script in a folder of its own, where nothing may be left."""
        return subprocess.run(
            [str(self.runner / script), *arguments],
            env=self.environment | more.pop("environment", {}),
            cwd=self.home,
            input=more.pop("input", ""),
            capture_output=True,
            text=True,
            timeout=60,
            **more,
        )

    def spawn(self, script):
        """Starts a script in its own process group, as a shell does, for a Ctrl-C to reach all of it."""
        return subprocess.Popen(
            [str(self.runner / script)],
            env=self.environment,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def builds(self):
        return len(self.calls.read_text().split()) if self.calls.exists() else 0


class ScriptTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.sandbox = Sandbox(self.folder)

    def assert_installed(self):
        names = sorted(path.name for path in self.sandbox.runtime.iterdir())
        key = self.sandbox.run("stamp", "--key").stdout.strip()
        self.assertEqual(names, [".lock", "deno-2.9.8", "pyodide-314.0.7", f"runner-{key}"])

    def assert_nothing_half_done(self):
        """Whatever has its final name is complete."""
        for path in self.sandbox.runtime.glob("[!.]*"):
            complete = {"deno": "deno", "pyodide": PYODIDE_FILES[-1], "runner": "main.js"}
            self.assertTrue((path / complete[path.name.split("-")[0]]).exists(), path)
        self.assertFalse((self.sandbox.runtime / ".partial").exists())

    def assert_fails(self, result, *patterns):
        """One sentence, the status of "cloche itself failed", and nothing on stdout."""
        self.assertEqual((result.returncode, result.stdout), (125, ""), result.stderr)
        sentences = [line for line in result.stderr.splitlines() if line.startswith("cloche: Cannot")]
        self.assertEqual(len(sentences), 1, result.stderr)
        for pattern in patterns:
            self.assertRegex(sentences[0], pattern)


def limit_files(size):
    """For a child: no file grows over `size`, and going over it is an error instead of a signal."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def keep_time(path):
    """Changes a file and leaves its old time, as unpacking an archive does."""
    path.write_text("changed")
    os.utime(path, (0, 0))


def wait_until(condition):
    deadline = time.monotonic() + 30
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError("waited for 30 s")
        time.sleep(0.02)
