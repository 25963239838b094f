"""Serves a folder on a free port of 127.0.0.1: wheels come halfway, then byte by byte for ever, to all but a resolver."""

import http.server
import sys
import time


class Handler(http.server.SimpleHTTPRequestHandler):
    def copyfile(self, source, outputfile):
        reader = self.headers.get("User-Agent", "")
        if not self.path.endswith(".whl") or reader.startswith("uv/"):
            return super().copyfile(source, outputfile)
        content = source.read()
        half = len(content) // 2
        outputfile.write(content[:half])
        for byte in content[half:]:
            outputfile.flush()
            time.sleep(0.5)
            outputfile.write(bytes([byte]))

    def __init__(self, *arguments):
        super().__init__(*arguments, directory=sys.argv[1])

    def log_message(self, *_):
        pass


http.server.test(Handler, http.server.ThreadingHTTPServer, port=0, bind="127.0.0.1")
