internal import TOMLKit

/// What a project or a script says that it needs: the table `project` of a pyproject.toml, or the block of PEP 723.
///
/// Others may have written it, so a requirement that leads to a URL or a file is refused: it would make this machine read
/// whatever the file names.
struct ProjectDependencies: Sendable, Equatable {
    /// Why the dependencies cannot be taken.
    struct Flaw: Error, Equatable {
        var reason: String
    }

    /// Requirements by PEP 508.
    var requirements: [String]

    /// Reads a pyproject.toml.
    init(project text: String) throws(Flaw) {
        guard let project = try Self.table(text)["project"]?.table else {
            throw Flaw(reason: "it has no table 'project'")
        }
        if project["dynamic"]?.array?.contains(where: { $0.string == "dependencies" }) == true {
            throw Flaw(reason: "its dependencies are dynamic: a program computes them, which is not run")
        }
        try self.init(table: project)
    }

    /// Reads the block `# /// script` of a script; one without it needs nothing.
    init(script text: String) throws(Flaw) {
        try self.init(table: try Self.table(try Self.block(of: text) ?? ""))
    }

    private init(table: TOMLTable) throws(Flaw) {
        if let needed = table["requires-python"]?.string {
            guard let specifier = PythonSpecifier(needed) else {
                throw Flaw(reason: "its requires-python is '\(needed.prefix(100))', which is no specifier of versions")
            }
            guard specifier.contains(InterpreterShim.pythonVersion) else {
                throw Flaw(reason: "it needs Python \(needed), and this is Python \(InterpreterShim.pythonVersion)")
            }
        }
        requirements = []
        for value in table["dependencies"]?.array.map(Array.init) ?? [] {
            guard let requirement = value.string else { throw Flaw(reason: "one of its dependencies is no text") }
            guard !requirement.prefix(while: { $0 != ";" }).contains("@") else {
                let text = requirement.prefix(200)
                throw Flaw(reason: "it names a place and no version: '\(text)'; install that by hand")
            }
            requirements.append(requirement)
        }
    }

    /// The TOML in the one block `script`, by the regular expression in PEP 723.
    private static func block(of text: String) throws(Flaw) -> String? {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let starts = lines.indices.filter { lines[$0] == "# /// script" }
        guard let start = starts.first else { return nil }
        let body = lines[(start + 1)...].prefix { $0 == "#" || $0.hasPrefix("# ") }
        guard let end = body.lastIndex(of: "# ///") else { return nil }
        guard starts.allSatisfy({ $0 <= end }) else { throw Flaw(reason: "it has more than one block '# /// script'") }
        return body[..<end].map { $0.dropFirst(2) }.joined(separator: "\n")
    }

    private static func table(_ text: String) throws(Flaw) -> TOMLTable {
        do {
            return try TOMLTable(string: text)
        } catch {
            throw Flaw(reason: "it is not TOML")
        }
    }
}
