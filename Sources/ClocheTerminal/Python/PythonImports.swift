/// The modules that a cell cannot do without, found in its text: what runs in the sandbox is not asked.
package enum PythonImports {
    /// The exceptions that a missing module raises, and those above them.
    static let importErrors: Set = ["ImportError", "ModuleNotFoundError", "Exception", "BaseException"]

    /// Finds the top-level names that the import statements of a cell name, each once, in the order of the text.
    ///
    /// Left out are relative imports, the standard library, modules that begin with an underscore, and what the cell says that it may miss: imports within a
    /// `try` that catches `ImportError` and in the block that catches it, within `suppress(ImportError)`, and within
    /// `if TYPE_CHECKING`.
    package static func modules(in cell: String) -> [String] {
        guard cell.contains("import") else { return [] }
        var scan = PythonImportScan()
        for statement in PythonSource(cell).logicalLines { scan.add(statement) }
        var found: Set<String> = []
        return scan.modules.filter { name in
            !name.hasPrefix("_") && !PythonLibrary.contains(name) && name.allSatisfy(\.isASCII)
                && found.insert(name).inserted
        }
    }
}
