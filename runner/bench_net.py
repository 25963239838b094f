"""HTTP requests per second to a server of the benchmark's own: plain Deno's fetch, and cloche's ways."""
import statistics
import subprocess

REQUESTS = 300
ROUNDS = 5
SERVER = """
const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, () => new Response("x".repeat(1000)));
console.log(server.addr.port);
"""
PLAIN = """
const [url, count] = Deno.args;
const start = performance.now();
for (let i = 0; i < Number(count); i++) await (await fetch(url)).text();
console.log((performance.now() - start) / 1000);
Deno.exit(0);
"""
PYFETCH = """
import sys, time
from pyodide.http import pyfetch
url, count = sys.argv[1:]
start = time.perf_counter()
for _ in range(int(count)):
    await (await pyfetch(url)).text()
print(time.perf_counter() - start)
"""
CLIENT = """
import sys, time, http.client, urllib.parse
url, count = sys.argv[1:]
start = time.perf_counter()
connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc)
for _ in range(int(count)):
    connection.request("GET", "/")
    connection.getresponse().read()
print(time.perf_counter() - start)
"""


def measure(cloche, deno, folder):
    """Requests per second, one after the other, as a list of (name, value, unit); rounds take turns."""
    for name, text in (("server.mjs", SERVER), ("plain.mjs", PLAIN), ("pyfetch.py", PYFETCH), ("client.py", CLIENT)):
        (folder / name).write_text(text)
    plain = [deno, "run", "--no-config", "--no-remote", "--allow-net=127.0.0.1"]
    server = subprocess.Popen([*plain, folder / "server.mjs"], stdout=subprocess.PIPE, text=True)
    try:
        address = f"127.0.0.1:{int(server.stdout.readline())}"
        sandboxed = [cloche, "--no-config", f"--allow-net={address}", "--timeout", "off"]
        programs = {
            "plain Deno's fetch": [*plain, folder / "plain.mjs"],
            "cloche: pyfetch": [*sandboxed, folder / "pyfetch.py"],
            "cloche: http.client": [*sandboxed, folder / "client.py"],
        }
        rates = {name: [] for name in programs}
        for _ in range(ROUNDS):
            for name, program in programs.items():
                rates[name].append(REQUESTS / _seconds([*program, f"http://{address}/", str(REQUESTS)]))
    finally:
        server.kill()
        server.wait()
    medians = {name: statistics.median(values) for name, values in rates.items()}
    rows = [(f"HTTP, {name}", rate, "requests/s") for name, rate in medians.items()]
    own, *others = medians.items()
    return rows + [(f"HTTP, {name} of {own[0]}", 100 * rate / own[1], "%") for name, rate in others]


def _seconds(program):
    return float(subprocess.run(program, check=True, capture_output=True, text=True).stdout)
