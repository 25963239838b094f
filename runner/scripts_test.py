"""Tests of start, fetch-runtime, stamp and install-libedit with real files: wheels, hashes, full disks, signals.

Every test has a copy of the scripts in a folder with a space, pip gets small wheels from a folder, and the programs that
would reach the network or the system (swift, apt-get) are stand-ins in PATH.
"""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import unittest

from testing.scripts import PYODIDE_FILES, SWIFT, ScriptTest, keep_time, limit_files, make_wheel, sha256, wait_until


class FetchRuntimeTests(ScriptTest):
    def fetch(self, **more):
        return self.sandbox.run("fetch-runtime", **more)

    def test_installs_every_part_and_keeps_stdout_clean(self):
        result = self.fetch()
        self.assertEqual((result.returncode, result.stdout), (0, ""), result.stderr)
        self.assert_installed()
        self.assertEqual(list(self.sandbox.home.glob("[!.]*")), [])

    def test_does_nothing_when_everything_is_there(self):
        self.fetch()
        result = self.fetch(environment={"PIP_FIND_LINKS": "/nonexistent"})
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_installs_a_new_runner_beside_the_old_one_when_a_source_changed(self):
        self.fetch()
        (self.sandbox.runner / "python" / "cells.py").write_text("cells = 2\n")
        self.assertEqual(self.fetch().stderr, "cloche: building the runner\n")
        self.assertEqual(len(list(self.sandbox.runtime.glob("runner-*"))), 2)

    def test_refuses_a_wheel_with_another_hash_and_repairs_later(self):
        wheel = next(self.sandbox.wheels.glob("flet_web*"))
        good = wheel.read_bytes()
        make_wheel(self.sandbox.wheels, "flet_web", "1.0.5", {"flet_web/web/pyodide/pyodide.asm.mjs": b"evil"})
        self.assert_fails(self.fetch(), "Cannot download Pyodide 314.0.7", "another SHA-256", "nothing was installed")
        self.assert_nothing_half_done()
        wheel.write_bytes(good)
        self.assertEqual(self.fetch().returncode, 0)
        self.assert_installed()

    def test_never_runs_a_deno_with_another_hash(self):
        mark = self.folder / "ran"
        program = f"#!/bin/sh\ntouch '{mark}'\n"
        make_wheel(self.sandbox.wheels, "deno", "2.9.8", {"deno-2.9.8.data/scripts/deno": program})
        self.assert_fails(self.fetch(), "Cannot download Deno 2.9.8", "another SHA-256")
        self.assertFalse(mark.exists())

    def test_refuses_a_pyodide_file_that_the_list_does_not_have(self):
        listed = self.sandbox.runner / "pyodide.sha256"
        listed.write_text(listed.read_text().replace(sha256(b"python_stdlib.zip\n"), "0" * 64))
        self.assert_fails(self.fetch(), "python_stdlib.zip differs from runner/pyodide.sha256")
        self.assert_nothing_half_done()

    def test_repairs_an_installed_pyodide_that_was_damaged(self):
        self.fetch()
        damaged = self.sandbox.runtime / "pyodide-314.0.7" / "pyodide.asm.wasm"
        damaged.write_bytes(b"damaged")
        self.assertEqual(self.fetch().returncode, 0)
        self.assertEqual(damaged.read_bytes(), b"pyodide.asm.wasm\n")

    def test_says_that_there_is_no_network(self):
        environment = {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_FIND_LINKS": ""}
        environment |= {"PIP_CONFIG_FILE": os.devnull, "no_proxy": "127.0.0.1"}
        self.assert_fails(self.fetch(environment=environment), "there is no network", "run this again")
        self.assert_nothing_half_done()

    def test_says_that_the_index_has_no_file_for_this_machine(self):
        next(self.sandbox.wheels.glob("deno*")).unlink()
        self.assert_fails(self.fetch(), "no such file for this machine", "CLOCHE_DENO")

    def test_says_that_python_is_missing(self):
        self.sandbox.only()
        self.assert_fails(self.fetch(), "python3 is missing", "apt-get install python3-pip")

    def test_says_that_pip_is_missing(self):
        self.sandbox.stand_in("python3", f'#!/bin/sh\nexec "{sys.executable}" -S -E "$@"\n')
        self.assert_fails(self.fetch(), "python3 has no pip", "apt-get install python3-pip")

    def test_says_that_home_is_missing(self):
        self.assert_fails(self.fetch(environment={"HOME": ""}), "HOME is not set")

    def test_refuses_a_path_with_a_comma(self):
        self.assert_fails(self.fetch(environment={"XDG_CACHE_HOME": f"{self.folder}/a,b"}), "has a comma")

    def test_says_that_the_cache_cannot_be_made(self):
        (self.sandbox.home / ".cache").write_text("a file")
        self.assert_fails(self.fetch(), "cannot be made")

    def test_a_limit_of_file_sizes_counts_as_no_space(self):
        big = {name: os.urandom(300_000) for name in PYODIDE_FILES}
        self.sandbox.make_runtime(big)
        result = self.sandbox.run("fetch-runtime", preexec_fn=lambda: limit_files(200_000))
        self.assert_fails(result, "no space left", "free 500 MB")
        self.assert_nothing_half_done()
        self.assertEqual(self.fetch().returncode, 0)
        self.assert_installed()

    def test_a_full_disk_leaves_nothing_half_done_and_a_second_run_repairs(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)]
        if os.getuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
            self.skipTest("a small disk can only be mounted by root")
        self.addCleanup(subprocess.run, ["umount", str(disk)])
        self.sandbox.make_runtime({name: os.urandom(200_000) for name in PYODIDE_FILES})
        self.sandbox.home = disk
        self.sandbox.environment["HOME"] = str(disk)
        self.assert_fails(self.fetch(), "no space left", "free 500 MB")
        self.assert_nothing_half_done()
        subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
        self.assertEqual(self.fetch().returncode, 0)
        self.assert_installed()

    def test_uses_copies_that_the_user_has(self):
        self.fetch()
        own = self.folder / "own"
        shutil.move(self.sandbox.runtime, own)
        environment = {"CLOCHE_DENO": f"{own}/deno-2.9.8/deno", "CLOCHE_PYODIDE": f"{own}/pyodide-314.0.7"}
        self.sandbox.only()
        result = self.fetch(environment=environment)
        self.assertEqual((result.returncode, result.stderr), (0, "cloche: building the runner\n"))

    def test_refuses_copies_of_another_version(self):
        self.sandbox.stand_in("other-deno", '#!/bin/sh\necho "deno 2.0.0 (stand-in)"\n')
        other = self.sandbox.bin / "other-deno"
        self.assert_fails(self.fetch(environment={"CLOCHE_DENO": str(other)}), "is deno 2.0.0, Deno 2.9.8 is needed")
        self.assert_fails(self.fetch(environment={"CLOCHE_PYODIDE": str(self.folder)}), "not that of Pyodide 314.0.7")

    def test_two_at_once_install_once(self):
        self.sandbox.environment["SLOW"] = "1"
        runs = [self.sandbox.spawn("fetch-runtime") for _ in range(3)]
        errors = "".join(run.communicate(timeout=60)[1] for run in runs)
        self.assertEqual([run.returncode for run in runs], [0, 0, 0], errors)
        self.assertEqual(errors.count("downloading Deno"), 1)
        self.assert_installed()

    def test_removes_what_a_killed_run_left(self):
        leftover = self.sandbox.runtime / ".partial" / "wheels"
        leftover.mkdir(parents=True)
        (leftover / "half.whl").write_text("half")
        self.assertEqual(self.fetch().returncode, 0)
        self.assert_installed()

    def test_an_interrupt_at_any_time_leaves_nothing_half_done(self):
        for delay in (0.05, 0.2, 0.4, 0.7, 1.0):
            with self.subTest(delay=delay):
                shutil.rmtree(self.sandbox.runtime, ignore_errors=True)
                run = self.sandbox.spawn("fetch-runtime")
                time.sleep(delay)
                os.killpg(run.pid, signal.SIGINT)
                run.communicate(timeout=60)
                self.assert_nothing_half_done()
        self.assertEqual(self.fetch().returncode, 0)
        self.assert_installed()


class StampTests(ScriptTest):
    def key(self):
        return self.sandbox.run("stamp", "--key").stdout.strip()

    def test_writes_and_checks_the_constant(self):
        check = self.sandbox.run("stamp", "--check")
        self.assertEqual(check.returncode, 125)
        self.assertIn("is stale", check.stderr)
        self.assertEqual(self.sandbox.run("stamp").returncode, 0)
        self.assertEqual(self.sandbox.run("stamp", "--check").returncode, 0)
        source = (self.sandbox.root / "Sources/Cloche/Runner/RunnerKey.swift").read_text()
        self.assertIn(f'let runnerKey = "{self.key()}"\n', source)

    def test_the_key_depends_on_what_is_installed(self):
        seen = {self.key()}
        python = self.sandbox.runner / "python"
        (python / "cells.py").write_text("cells = 2\n")
        seen.add(self.key())
        (python / "cells.py").rename(python / "other.py")
        seen.add(self.key())
        (self.sandbox.runner / "guest.ts").write_text("")
        seen.add(self.key())
        requirements = self.sandbox.runner / "requirements.txt"
        requirements.write_text(requirements.read_text().replace("deno==2.9.8", "deno==2.9.9"))
        seen.add(self.key())
        self.assertEqual(len(seen), 5)
        self.assertTrue(all(re.fullmatch("[0-9a-f]{16}", key) for key in seen))

    def test_the_key_does_not_depend_on_the_rest(self):
        before = self.key()
        (self.sandbox.runner / "guest_test.ts").write_text("test")
        (self.sandbox.runner / "python" / "__pycache__").mkdir()
        (self.sandbox.runner / "python" / "__pycache__" / "cells.pyc").write_text("")
        self.assertEqual(self.key(), before)

    def test_rejects_an_unknown_option(self):
        result = self.sandbox.run("stamp", "--chek")
        self.assertEqual(result.returncode, 125)
        self.assertIn("unknown option '--chek'", result.stderr)


class StartTests(ScriptTest):
    def start(self, *arguments, **more):
        return self.sandbox.run("start", *arguments, **more)

    def test_passes_arguments_and_stdin_on_and_adds_nothing_to_stdout(self):
        result = self.start("-c", "print(6 * 7)", "-", input="from stdin\n")
        self.assertEqual((result.returncode, result.stdout), (0, "cloche -c print(6 * 7) -\nfrom stdin\n"))

    def test_builds_once_and_is_quiet_the_second_time(self):
        self.sandbox.run("stamp")
        self.start()
        result = self.start()
        self.assertEqual((result.stdout, result.stderr), ("cloche \n", ""))
        self.assertEqual(self.sandbox.builds(), 1)

    def test_builds_again_when_a_source_is_changed_added_or_removed(self):
        source = self.sandbox.root / "Sources" / "Main.swift"
        for builds, change in enumerate((lambda: None, source.touch, lambda: keep_time(source), source.unlink), 1):
            change()
            self.start()
            self.start()
            self.assertEqual(self.sandbox.builds(), builds)

    def test_installs_again_what_was_removed(self):
        self.start()
        shutil.rmtree(self.sandbox.runtime)
        self.assertEqual(self.start().stdout, "cloche \n")
        self.assert_installed()

    def test_tells_the_binary_which_runner_when_the_constant_is_stale(self):
        self.start()
        self.sandbox.stand_in("swift", SWIFT.replace("cloche $*", "$CLOCHE_RUNNER"))
        (self.sandbox.runner / "guest.ts").write_text("")
        result = self.start()
        key = self.sandbox.run("stamp", "--key").stdout.strip()
        self.assertEqual(result.stdout, f"{self.sandbox.runtime}/runner-{key}\n")
        self.assertIn("to renew it, run runner/stamp", result.stderr)

    def test_says_that_swift_is_missing(self):
        self.start()
        (self.sandbox.root / "Package.swift").touch()
        (self.sandbox.bin / "swift").unlink()
        self.sandbox.only()
        self.assert_fails(self.start(), "swift is missing", "install Swift 6.2 or later")

    def test_explains_a_build_without_network(self):
        message = "error: Failed to clone repository x:\n  fatal: unable to access: Could not resolve host: x\n"
        pathlib.Path(f"{self.sandbox.calls}.fails").write_text(message)
        self.assert_fails(self.start(), "there is no network to get the Swift packages")

    def test_shows_the_errors_of_a_build_that_failed_and_builds_again(self):
        fails = pathlib.Path(f"{self.sandbox.calls}.fails")
        fails.write_text("[1/2] Compiling\nMain.swift:1:1: error: something\n")
        result = self.start()
        self.assert_fails(result, "swift build failed", r"start\.log")
        self.assertIn("Main.swift:1:1: error: something", result.stderr)
        fails.unlink()
        self.assertEqual(self.start().stdout, "cloche \n")

    def test_an_interrupted_build_is_done_again(self):
        slow = pathlib.Path(f"{self.sandbox.calls}.slow")
        slow.touch()
        run = self.sandbox.spawn("start")
        wait_until(self.sandbox.calls.exists)
        os.killpg(run.pid, signal.SIGINT)
        run.communicate(timeout=60)
        self.assertNotEqual(run.returncode, 0)
        slow.unlink()
        self.assertEqual(self.start().stdout, "cloche \n")
        self.assertEqual(self.sandbox.builds(), 2)

    def test_a_build_on_a_full_disk_is_explained(self):
        pathlib.Path(f"{self.sandbox.calls}.fails").write_text("error: write: No space left on device\n")
        self.assert_fails(self.start(), "no space left", "free 1 GB")


class InstallLibeditTests(ScriptTest):
    def setUp(self):
        super().setUp()
        self.present = self.folder / "present"
        self.sandbox.stand_in("clang", f"#!/bin/sh\ntest -e '{self.present}'\n")
        self.sandbox.stand_in("id", "#!/bin/sh\necho 0\n")

    def apt(self, text):
        self.sandbox.stand_in("apt-get", f'#!/bin/sh\necho "$*" >>"$CALLS"\ninstalled() {{ touch "{self.present}"; }}\n{text}')

    def install(self):
        return self.sandbox.run("install-libedit")

    def test_does_nothing_when_the_compiler_finds_the_header(self):
        self.present.touch()
        self.apt("")
        self.assertEqual((self.install().stderr, self.sandbox.builds()), ("", 0))

    def test_installs_without_an_update_where_that_is_enough(self):
        self.apt("installed")
        self.assertEqual(self.install().returncode, 0)
        self.assertEqual(len(self.sandbox.calls.read_text().splitlines()), 1)

    def test_updates_when_the_package_is_not_known_yet(self):
        self.apt(f'case $* in *update) touch "$CALLS.updated" ;; *) [ -e "$CALLS.updated" ] && installed ;; esac')
        self.assertEqual(self.install().returncode, 0)

    def test_uses_sudo_where_the_user_is_not_root(self):
        self.sandbox.stand_in("id", "#!/bin/sh\necho 1000\n")
        self.sandbox.stand_in("sudo", '#!/bin/sh\necho sudo >>"$CALLS"\nexec "$@"\n')
        self.apt("installed")
        self.assertIn("sudo may ask for your password", self.install().stderr)
        self.assertTrue(self.sandbox.calls.read_text().startswith("sudo\n"))

    def test_says_what_to_do_without_root_and_sudo(self):
        self.sandbox.only()
        self.sandbox.stand_in("id", "#!/bin/sh\necho 1000\n")
        self.apt("installed")
        self.assert_fails(self.install(), "needs root and there is no sudo", "as root run 'apt-get install libedit-dev'")

    def test_says_that_there_is_no_apt(self):
        self.sandbox.only()
        self.assert_fails(self.install(), "there is no apt-get", "histedit.h")

    def test_says_that_the_archive_cannot_be_reached(self):
        self.apt("echo 'E: Failed to fetch libedit-dev  Temporary failure resolving'; exit 100")
        self.assert_fails(self.install(), "cannot be reached", "connect to the network")

    def test_repairs_an_apt_that_was_stopped_in_the_middle(self):
        self.apt("[ -e \"$CALLS.repaired\" ] && installed || { echo \"run 'dpkg --configure -a'\"; exit 100; }")
        self.sandbox.stand_in("dpkg", '#!/bin/sh\ntouch "$CALLS.repaired"\n')
        self.assertEqual(self.install().returncode, 0)


if __name__ == "__main__":
    unittest.main()
