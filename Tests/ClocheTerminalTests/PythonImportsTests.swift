import Testing

@testable import ClocheTerminal

@Suite struct PythonImportsTests {
    @Test(
        "The modules that a cell needs",
        arguments: [
            ("import numpy", ["numpy"]),
            ("import a.b as c, d", ["a", "d"]),
            ("import a . b , c as e", ["a", "c"]),
            ("from x.y import z", ["x"]),
            ("from x import (\n    y,\n    z as w,\n)\nimport v", ["x", "v"]),
            ("import a, \\\n    b\nimport c", ["a", "b", "c"]),
            ("x = 1; import a; from b import *", ["a", "b"]),
            ("if x: import a; import b\nelse: import c", ["a", "b", "c"]),
            ("def f():\n    import a\n    class B:\n        from c import d", ["a", "c"]),
            ("async def f(x: int = 3) -> str: import a", ["a"]),
            ("    import a\n    import b", ["a", "b"]),
            ("import numpy\nimport numpy as np", ["numpy"]),
            ("import pandas # import polars", ["pandas"]),
            ("match x:\n    case 1: import a", ["a"]),
            ("if (x :=\n    1): import a", ["a"]),
            ("with open(p) as f:\n    import a", ["a"]),
        ]
    )
    func needed(_ cell: String, _ modules: [String]) {
        #expect(PythonImports.modules(in: cell) == modules)
    }

    @Test(
        "What is no import, or no package's",
        arguments: [
            "", "x = 'import a'", "'''\nimport a\nfrom b import c\n'''", "# import a", "print(import_a)",
            "from . import a", "from .a import b", "from .. import a, b", "from ...a.b import c",
            "import os.path, json, sys", "from __future__ import annotations", "import _ctypes, js, pyodide",
            "yield from a", "raise X from a", "import", "from", "from a", "import 'a'", "import é", ":import a",
            "x = (\nimport_a\n)", "import.a", "from import a", "import if", "x.import_module('a')",
        ]
    )
    func none(_ cell: String) {
        #expect(PythonImports.modules(in: cell) == [])
    }

    @Test(
        "What may be missing is left alone",
        arguments: [
            ("try:\n    import a\nexcept ImportError:\n    a = None\nimport b", ["b"]),
            ("try: import a\nexcept ModuleNotFoundError: a = None", []),
            ("try:\n    import a\nexcept (AttributeError, ImportError) as e:\n    import b", []),
            ("try:\n    import a\nexcept:\n    pass", []),
            ("try:\n    import a\nexcept* Exception:\n    pass", []),
            ("try:\n    if x:\n        import a\n    import b\nexcept ImportError: pass", []),
            ("try:\n    import a\nexcept ValueError:\n    import b\nexcept ImportError:\n    import c", ["b"]),
            ("try:\n    import a\nfinally:\n    import b", ["a", "b"]),
            ("try:\n    import a\nexcept ValueError:\n    import b\nelse:\n    import c", ["a", "b", "c"]),
            ("try:\n    try:\n        import a\n    except KeyError: pass\n    import b\nexcept ImportError: pass", []),
            (
                "try:\n    try:\n        import a\n    except ImportError: pass\n    import b\nexcept OSError: pass",
                ["b"]
            ),
            ("try:\n    pass\nexcept ImportError:\n    pass\ntry:\n    import a\nexcept OSError:\n    pass", ["a"]),
            ("with suppress(ImportError):\n    import a\nimport b", ["b"]),
            ("with contextlib.suppress(ImportError): import a", []),
            ("if TYPE_CHECKING:\n    import a\nelse:\n    import b", ["b"]),
            ("if typing.TYPE_CHECKING:\n    from a import b", []),
            ("if not TYPE_CHECKING:\n    import a", ["a"]),
            ("try:\n    import a\nexcept ImportError:\n    pass\nimport a", ["a"]),
        ]
    )
    func optional(_ cell: String, _ modules: [String]) {
        #expect(PythonImports.modules(in: cell) == modules)
    }

    @Test("A large cell is read in one go") func large() {
        let cell = String(repeating: "x = [1, 2, 'import a']\n", count: 5000) + "import b"
        #expect(PythonImports.modules(in: cell) == ["b"])
    }
}
