# %% a file that is being written, with what is not flushed
import os
half_written = open("/tmp/half-written", "w")
half_written.write("one ")
half_written.flush()
half_written.write("two ")
# %% [check]
assert half_written.tell() == 8
half_written.write("three")
half_written.close()
with open("/tmp/half-written") as file: assert file.read() == "one two three"

# %% a file that is half read, by line and by byte
with open("/tmp/to-read", "w") as file: file.write("a\nb\nc\n")
by_line, by_byte = open("/tmp/to-read"), open("/tmp/to-read", "rb", buffering=0)
half_read = next(by_line), by_byte.read(3)
# %% [check]
assert half_read == ("a\n", b"a\nb") and list(by_line) == ["b\n", "c\n"] and by_byte.tell() == 3
assert by_byte.read() == b"\nc\n" and by_line.name == "/tmp/to-read" and by_line.mode == "r"

# %% a file in append mode, and one that is read and written
appended, updated = open("/tmp/appended", "a+"), open("/tmp/updated", "w+b")
appended.write("1")
appended.flush()
updated.write(b"abcdef")
updated.seek(2)
# %% [check]
appended.seek(0)
appended.write("2")
appended.flush()
updated.write(b"XY")
updated.seek(0)
with open("/tmp/appended") as file: assert file.read() == "12"
assert updated.read() == b"abXYef"

# %% a file that was deleted and is open
import os
deleted_file = open("/tmp/deleted", "w+")
deleted_file.write("still here")
deleted_file.flush()
os.unlink("/tmp/deleted")
# %% [check]
deleted_file.seek(0)
assert deleted_file.read() == "still here" and not os.path.exists("/tmp/deleted")
deleted_file.write(", and more")
deleted_file.seek(0)
assert deleted_file.read() == "still here, and more" and os.fstat(deleted_file.fileno()).st_nlink >= 0

# %% a file that was renamed and is open, and one whose place another has taken
import os
renamed_file = open("/tmp/old-name", "w")
os.rename("/tmp/old-name", "/tmp/new-name")
replaced_file = open("/tmp/replaced", "w+")
replaced_file.write("the first")
replaced_file.flush()
os.unlink("/tmp/replaced")
with open("/tmp/replaced", "w") as file: file.write("the second")
# %% [check]
renamed_file.write("renamed")
renamed_file.close()
with open("/tmp/new-name") as file: assert file.read() == "renamed"
replaced_file.seek(0)
assert replaced_file.read() == "the first"
with open("/tmp/replaced") as file: assert file.read() == "the second"

# %% descriptors that share a position, and ones that do not
import os
with open("/tmp/positions", "w") as file: file.write("0123456789")
fd_first = os.open("/tmp/positions", os.O_RDWR)
fd_shared, fd_own = os.dup(fd_first), os.open("/tmp/positions", os.O_RDONLY)
os.read(fd_first, 4)
# %% [check]
assert os.read(fd_shared, 2) == b"45" and os.read(fd_own, 1) == b"0" and os.read(fd_first, 1) == b"6"
os.pwrite(fd_first, b"X", 7)
assert os.read(fd_shared, 1) == b"X"
os.close(fd_first)
assert os.read(fd_shared, 1) == b"8"

# %% two descriptors of one deleted file
import os
fd_gone = os.open("/tmp/gone-twice", os.O_CREAT | os.O_RDWR)
fd_gone_too = os.open("/tmp/gone-twice", os.O_RDWR)
os.write(fd_gone, b"both")
os.unlink("/tmp/gone-twice")
fds_empty = [os.open(f"/tmp/empty-{n}", os.O_CREAT | os.O_RDWR) for n in range(2)]
os.unlink("/tmp/empty-0"), os.unlink("/tmp/empty-1")
# %% [check]
os.write(fds_empty[0], b"one of two")
assert os.fstat(fds_empty[1]).st_size == 0 and os.path.sameopenfile(fd_gone, fd_gone_too)
os.write(fd_gone, b"!")
assert os.read(fd_gone_too, 10) == b"both!"

# %% temporary files and folders
import os, tempfile
temporary_folder = tempfile.TemporaryDirectory()
temporary_file = tempfile.NamedTemporaryFile("w+", dir=temporary_folder.name)
temporary_file.write("named")
spooled = tempfile.SpooledTemporaryFile(max_size=4, mode="w+")
spooled.write("rolled over")
# %% [check]
temporary_file.flush()
with open(temporary_file.name) as file: assert file.read() == "named"
spooled.seek(0)
assert spooled.read() == "rolled over" and tempfile.gettempdir() == "/tmp"
temporary_file.close()
assert os.listdir(temporary_folder.name) == []
temporary_folder.cleanup()
assert not os.path.exists(temporary_folder.name)

# %% modes and times of files, folders and links
import os
os.makedirs("/home/pyodide/tree/inner")
with open("/home/pyodide/tree/inner/file", "w") as file: file.write("x")
os.symlink("inner/file", "/home/pyodide/tree/link")
os.symlink("nowhere", "/home/pyodide/tree/broken")
os.chmod("/home/pyodide/tree/inner/file", 0o640)
os.utime("/home/pyodide/tree/inner/file", (1_000_000_000, 1_100_000_000))
os.utime("/home/pyodide/tree/inner", (1_200_000_000, 1_300_000_000.5))
os.chmod("/home/pyodide/tree", 0o500)
tree_paths = "/home/pyodide", "/home/pyodide/tree", "/home/pyodide/tree/link", "/home/pyodide/tree/inner/file"
tree_stats = [(seen.st_mtime_ns, seen.st_ino, seen.st_mode, seen.st_size) for seen in map(os.lstat, tree_paths)]
# %% [check]
at = "/home/pyodide/tree/"
assert os.stat(at + "inner/file").st_mode == 0o100640 and os.stat(at).st_mode == 0o40500
assert os.stat(at + "inner/file").st_mtime == 1_100_000_000 and os.stat(at + "inner").st_mtime == 1_300_000_000.5
assert os.readlink(at + "link") == "inner/file" and os.readlink(at + "broken") == "nowhere"
assert [(seen.st_mtime_ns, seen.st_ino, seen.st_mode, seen.st_size) for seen in map(os.lstat, tree_paths)] == tree_stats

# %% a folder of modules that was filled, a folder that was removed, and one that became a file
import os, site
module_file = os.path.dirname(site.getsitepackages()[0]) + "/module_on_path.py"
with open(module_file, "w") as file: file.write("where = __file__\n")
os.rmdir("/home/web_user")
was_folder = os.path.dirname(module_file) + "/lib-dynload"
os.rmdir(was_folder)
with open(was_folder, "w") as file: file.write("now a file")
# %% [check]
import runpy
assert runpy.run_path(module_file)["where"] == module_file and not os.path.exists("/home/web_user")
with open(was_folder) as file: assert file.read() == "now a file"

# %% the working directory
import os
os.makedirs("/tmp/place/deep", exist_ok=True)
os.chdir("/tmp/place")
with open("relative", "w") as file: file.write("r")
# %% [check]
assert os.getcwd() == "/tmp/place" and open("relative").read() == "r"
os.chdir("/home/pyodide")

# %% a directory that is being listed
import os
os.makedirs("/tmp/listed")
for name in "abcdef": open("/tmp/listed/" + name, "w").close()
listing = os.scandir("/tmp/listed")
listed = [next(listing).name for _ in range(2)]
# %% [check]
assert sorted(listed + [entry.name for entry in listing]) == list("abcdef")

# %% a folder's descriptor, and paths that are relative to it
import os
os.makedirs("/tmp/folder-of", exist_ok=True)
fd_folder = os.open("/tmp/folder-of", os.O_RDONLY)
# %% [check]
os.close(os.open("inside", os.O_CREAT | os.O_WRONLY, dir_fd=fd_folder))
assert os.path.exists("/tmp/folder-of/inside") and os.listdir(fd_folder) == ["inside"]

# %% StringIO and BytesIO, at their positions
import io
string_io, bytes_io = io.StringIO("one\ntwo\n", newline=None), io.BytesIO(b"0123456789")
string_io.readline()
bytes_io.seek(4)
buffer_of = bytes_io.getbuffer()
# %% [check]
assert string_io.read() == "two\n" and bytes_io.read(2) == b"45"
buffer_of[0] = ord("X")
assert bytes_io.getvalue()[:2] == b"X1"
buffer_of.release()
string_io.write("three")
assert string_io.getvalue() == "one\ntwo\nthree"

# %% readers and writers on top of each other
import gzip, io
packed = io.BytesIO()
zipper = gzip.GzipFile(fileobj=packed, mode="wb", mtime=0)
zipper.write(b"first ")
wrapper = io.TextIOWrapper(io.BufferedReader(io.BytesIO("äö\nü".encode()), 2), encoding="utf-8")
wrapper_line = wrapper.readline()
# %% [check]
zipper.write(b"second")
zipper.close()
assert gzip.decompress(packed.getvalue()) == b"first second" and wrapper_line == "äö\n" and wrapper.read() == "ü"

# %% stdout that goes elsewhere
import contextlib, io, os
redirect_target = io.StringIO()
redirect = contextlib.redirect_stdout(redirect_target)
with redirect: print("into it")
fd_stdout = os.dup(1)
# %% [check]
with redirect: print("again")
assert redirect_target.getvalue() == "into it\nagain\n"
assert os.write(fd_stdout, b"") == 0

# %% a descriptor of stderr that leads to a file
import os, sys
fd_log = os.open("/tmp/stderr-log", os.O_CREAT | os.O_RDWR)
fd_kept = os.dup(2)
os.dup2(fd_log, 2)
os.write(2, b"one ")
# %% [check]
os.write(2, b"two ")
print("three", file=sys.stderr, flush=True)
os.dup2(fd_kept, 2)
os.close(fd_kept)
with open("/tmp/stderr-log") as file: assert file.read() == "one two three\n"

# %% a mapped file
import mmap
with open("/tmp/mapped", "wb") as file: file.write(b"0123456789")
mapped_file = open("/tmp/mapped", "r+b")
mapped = mmap.mmap(mapped_file.fileno(), 0)
mapped[0:2] = b"ab"
mapped.seek(5)
anonymous = mmap.mmap(-1, 4096)
anonymous.write(b"anonymous")
# %% [check]
assert mapped.read(2) == b"56" and anonymous[:9] == b"anonymous"
mapped[2:4] = b"cd"
mapped.flush()
mapped.close()
with open("/tmp/mapped", "rb") as file: assert file.read() == b"abcd456789"

# %% sqlite in memory, in the middle of a query and a transaction
import sqlite3
memory_base = sqlite3.connect(":memory:")
memory_base.execute("create table t(x)")
memory_base.executemany("insert into t values (?)", [(i,) for i in range(5)])
memory_base.commit()
memory_base.create_function("tripled", 1, lambda x: x * 3)
memory_base.execute("insert into t values (99)")
query = memory_base.execute("select tripled(x) from t order by x")
first_rows = query.fetchmany(2)
# %% [check]
assert first_rows == [(0,), (3,)] and memory_base.in_transaction and query.fetchmany(2) == [(6,), (9,)]
query.close()
memory_base.rollback()
assert memory_base.execute("select count(*), sum(tripled(x)) from t").fetchone() == (5, 30)

# %% sqlite on the sandbox's disk, with an open transaction
import sqlite3
disk_base = sqlite3.connect("/tmp/disk.db")
disk_base.execute("create table t(x)")
disk_base.execute("insert into t values ('kept')")
disk_base.commit()
disk_base.execute("insert into t values ('rolled back')")
# %% [check]
assert disk_base.execute("select count(*) from t").fetchone() == (2,)
disk_base.rollback()
assert disk_base.execute("select x from t").fetchall() == [("kept",)]
with sqlite3.connect("/tmp/disk.db") as other: assert other.execute("pragma integrity_check").fetchone() == ("ok",)
disk_base.close()

# %% archives that are open
import io, zipfile
archive_bytes = io.BytesIO()
archive = zipfile.ZipFile(archive_bytes, "w", zipfile.ZIP_DEFLATED)
archive.writestr("a.txt", "aaa")
# %% [check]
archive.writestr("b.txt", "bbb")
archive.close()
with zipfile.ZipFile(archive_bytes) as file: assert [file.read(name) for name in file.namelist()] == [b"aaa", b"bbb"]

# %% modules that lie in the sandbox's files
import importlib, sys
sys.path.insert(0, "/tmp/modules-of-mine")
import os
os.makedirs("/tmp/modules-of-mine/package_of_mine")
with open("/tmp/modules-of-mine/package_of_mine/__init__.py", "w") as file: file.write("state = []\n")
with open("/tmp/modules-of-mine/package_of_mine/late.py", "w") as file: file.write("from . import state\nstate.append('late')\n")
importlib.invalidate_caches()
import package_of_mine
package_of_mine.state.append("early")
# %% [check]
import package_of_mine.late
assert package_of_mine.state == ["early", "late"] and sys.modules["package_of_mine"] is package_of_mine
assert sys.path[0] == "/tmp/modules-of-mine"
sys.path.remove("/tmp/modules-of-mine")
