import Foundation
import Testing

@testable import Cloche

@Suite("The lock of Pyodide")
struct PyodideLockTests {
    private static func hash(_ digit: Character) -> String { String(repeating: digit, count: 64) }

    private static func package(
        _ name: String,
        _ file: String,
        _ digit: Character,
        imports: [String] = [],
        depends: [String] = [],
        type: String = "package"
    ) -> String {
        """
        "\(name)": {"name": "\(name)", "version": "1.0", "file_name": "\(file)", "sha256": "\(hash(digit))",
        "imports": \(imports), "depends": \(depends), "package_type": "\(type)"}
        """
    }

    private static let packages = [
        package(
            "Big_Thing",
            "big_thing-1.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl",
            "1",
            imports: ["big"],
            depends: ["libone", "helper"]
        ),
        package("helper", "helper-1.0-py3-none-any.whl", "2", imports: ["helper", "shared"], depends: ["Big_Thing"]),
        package("other", "other-1.0-py3-none-any.whl", "3", imports: ["shared"]),
        package("libone", "libone-1.0.zip", "4", depends: ["libtwo"], type: "shared_library"),
        package("libtwo", "libtwo-1.0.zip", "5", depends: ["libone"], type: "shared_library"),
        package("big-tests", "big-tests.zip", "6", imports: ["big_tests"]),
        package("evil", "../evil-1.0-py3-none-any.whl", "7"),
    ]

    private static let lock = PyodideLock(json: Array("{\"packages\": {\(packages.joined(separator: ","))}}".utf8))

    @Test("Wheels and libraries count, tests and what is implausible do not")
    func entries() {
        #expect(Self.lock.entries.keys.sorted() == ["big-thing", "helper", "libone", "libtwo", "other"])
    }

    @Test("What is compiled brings packages and libraries, those of libraries too; what is pure brings none")
    func needs() {
        let needs = Self.lock.needs(of: [Self.hash("1")])
        #expect(needs.packages == ["helper"])
        #expect(needs.libraries.map(\.name) == ["libone", "libtwo"])
        #expect(Self.lock.needs(of: [Self.hash("2"), Self.hash("9")]).packages.isEmpty)
    }

    @Test("Modules lead to packages by our table, then by the lock, where one has it alone")
    func imports() {
        let names = ImportNames(lock: Self.lock)
        #expect(names.package(for: "big") == "big-thing")
        #expect(names.package(for: "cv2") == "opencv-python")
        #expect(names.package(for: "shared") == nil)
        #expect(names.package(for: "nothing") == nil)
        #expect(names.names == ["big-thing", "helper", "other"])
    }

    @Test("What is no lock has no entries", arguments: ["", "{}", "[]", "{\"packages\": 1}"])
    func malformed(_ json: String) {
        #expect(PyodideLock(json: Array(json.utf8)).entries.isEmpty)
    }
}
