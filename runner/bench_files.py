"""Reading files through a mount, against plain Deno: the same file, in pieces of the same size."""
import json
import statistics
import subprocess
from pathlib import Path

BYTES = 256 * 1024 * 1024
PIECES = (64 * 1024, 1024 * 1024)
SMALL_FILES = 500

IN_CLOCHE = """
import json, os, time
path, pieces, folder = json.loads({given!r})
def read(piece):
    buffer = bytearray(piece)
    with open(path, "rb", buffering=0) as file:
        start = time.perf_counter()
        while file.readinto(buffer): pass
        return time.perf_counter() - start
def small():
    start = time.perf_counter()
    for name in names:
        with open(folder + "/" + name, "rb") as file: file.read()
    return time.perf_counter() - start
names = os.listdir(folder)
print(json.dumps([min(read(piece) for _ in range(5)) for piece in pieces] + [min(small() for _ in range(5))]))
"""

IN_DENO = """
const [path, pieces, folder] = JSON.parse(Deno.args[0]);
const least = (measure) => Math.min(...Array.from({ length: 5 }, measure)) / 1000;
const read = (piece) => {
  const buffer = new Uint8Array(piece);
  using file = Deno.openSync(path);
  const start = performance.now();
  while (file.readSync(buffer) !== null);
  return performance.now() - start;
};
const names = Array.from(Deno.readDirSync(folder), ({ name }) => name);
const small = () => {
  const start = performance.now();
  for (const name of names) Deno.readFileSync(`${folder}/${name}`);
  return performance.now() - start;
};
console.log(JSON.stringify([...pieces.map((piece) => least(() => read(piece))), least(small)]));
"""


def measure(cloche, deno, folder):
    """Gives rows of (name, value, unit); the files are made in `folder` and are in the kernel's cache when read."""
    big, small = Path(folder) / "big", Path(folder) / "small"
    big.write_bytes(bytes(range(256)) * (BYTES // 256))
    small.mkdir()
    for number in range(SMALL_FILES):
        (small / f"{number}.txt").write_bytes(b"x" * 1000)
    given = json.dumps([str(big), PIECES, str(small)])
    program = Path(folder) / "read.ts"
    program.write_text(IN_DENO)
    commands = (
        [cloche, "--no-config", f"--allow-read={folder}", "-c", IN_CLOCHE.format(given=given)],
        [deno, "run", "--no-prompt", "--no-config", f"--allow-read={folder}", str(program), given],
    )
    # By turns, so that the machine's load is the same for both.
    runs = [[json.loads(subprocess.run(one, check=True, capture_output=True).stdout) for one in commands] for _ in range(3)]
    rows = []
    for index, piece in enumerate(PIECES):
        ours, plain = (BYTES / 1e6 / min(run[side][index] for run in runs) for side in (0, 1))
        ratio = statistics.median(run[1][index] / run[0][index] for run in runs)
        name = f"{piece // 1024} KiB pieces"
        rows += [(f"read through a mount, {name}", ours, "MB/s"), (f"the same in plain Deno, {name}", plain, "MB/s")]
        rows.append((f"read through a mount against plain Deno, {name}", ratio, ""))
    ours, plain = (min(run[side][-1] for run in runs) / SMALL_FILES * 1000 for side in (0, 1))
    return rows + [("a small file through a mount", ours, "ms"), ("the same in plain Deno", plain, "ms")]
