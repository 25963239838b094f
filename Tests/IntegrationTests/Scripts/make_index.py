"""Makes a package index of small wheels in a folder: `simple/NAME/index.html` beside `files/`, as PEP 503 has it.

The wheels are given as lines of JSON on standard input: {"name", "version", "tag", "requires", "python", "padding"}.
"""

import base64
import hashlib
import html
import json
import pathlib
import sys
import zipfile


def secure_hash(text):
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
    return "sha256=" + digest.decode().rstrip("=")


def make_wheel(folder, wheel):
    name = wheel["name"].replace("-", "_")
    version = wheel["version"]
    path = folder / f"{name}-{version}-{wheel['tag']}.whl"
    info = f"{name}-{version}.dist-info"
    metadata = ["Metadata-Version: 2.1", f"Name: {wheel['name']}", f"Version: {version}"]
    metadata += [f"Requires-Dist: {line}" for line in wheel["requires"]]
    if wheel["python"]:
        metadata.append(f"Requires-Python: {wheel['python']}")
    files = {
        f"{name}/__init__.py": f"__version__ = {version!r}\n",
        f"{info}/METADATA": "\n".join(metadata) + "\n",
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {wheel['tag']}\n",
    }
    if wheel["padding"]:
        files[f"{name}/padding.bin"] = "0" * wheel["padding"]
    record = f"{info}/RECORD"
    files[record] = "".join(f"{file},{secure_hash(text)},\n" for file, text in files.items()) + f"{record},,\n"
    with zipfile.ZipFile(path, "w") as archive:
        for file, text in files.items():
            archive.writestr(zipfile.ZipInfo(file, (2020, 1, 1, 0, 0, 0)), text)
    return path


def main():
    root = pathlib.Path(sys.argv[1])
    (root / "files").mkdir(parents=True)
    pages = {}
    for line in sys.stdin:
        wheel = json.loads(line)
        path = make_wheel(root / "files", wheel)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        python = f' data-requires-python="{html.escape(wheel["python"])}"' if wheel["python"] else ""
        link = f'<a href="../../files/{path.name}#sha256={digest}"{python}>{path.name}</a>'
        pages.setdefault(wheel["name"], []).append(link)
        print(digest, path.name)
    for name, links in pages.items():
        page = root / "simple" / name / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text("<!DOCTYPE html><html><body>\n" + "<br>\n".join(links) + "\n</body></html>\n")


main()
