/// Says why no versions were found, in words that tell what to do.
struct ResolutionExplanation: Sendable {
    /// Finds the highest version that a requirement alone gets, or the lowest; nil where it gets none.
    typealias Finder = (_ requirement: String, _ isLowest: Bool) async throws(ClocheError) -> String?

    let requested: RequestedPackages
    let installed: [LockedPackage]
    let lock: PyodideLock
    /// The names of the packages in the cache.
    let cached: Set<String>

    /// Why the cache alone does not do.
    func offline(_ failure: UvRun.Failure) -> ClocheError {
        let report = UvReport(failure.text)
        if report.isMalformed { return .install(.packageInvalid, subject, report.cause) }
        if let conflict = conflict(report) { return conflict }
        guard let name = report.unknown.first else {
            return .install(.packageNotFound, subject, "the cache alone does not do: \(report.cause)")
        }
        let reason = "it is not in the cache, and nothing else is asked\(similar(to: name, among: cached))"
        return .install(.packageNotFound, "'\(name)'", reason)
    }

    /// Why all sources together do not do.
    ///
    /// - Throws: What the search for near versions says, where it could not be done.
    func everywhere(
        _ failure: UvRun.Failure,
        silent: PyodideDistribution?,
        nearest: Finder
    ) async throws(ClocheError) -> ClocheError {
        let report = UvReport(failure.text)
        if failure.isLate { return .install(.installFailed, subject, "uv found no answer in time") }
        if report.isMalformed { return .install(.packageInvalid, subject, report.cause) }
        if report.isUnreachable {
            return .install(.installFailed, subject, "the package index does not answer; \(report.cause)")
        }
        if let name = report.unknown.first { return missing(name, silent) }
        if let conflict = conflict(report) { return conflict }
        if let python = report.python {
            let reason = "it needs \(python), and this is Python \(InterpreterShim.pythonVersion); \(report.cause)"
            return .install(.packageNotFound, subject, reason)
        }
        guard let name = report.unusable.first(where: requested.names.contains) ?? report.unusable.first else {
            return .install(.packageConflict, subject, report.cause)
        }
        return try await unusable(name, report, silent, nearest)
    }

    /// What is asked for, in quotes.
    private var subject: String {
        let names = requested.names.sorted().prefix(5).map { "'\($0)'" }
        return names.isEmpty ? "packages" : names.joined(separator: ", ")
    }

    /// A name that no place has.
    private func missing(_ name: String, _ silent: PyodideDistribution?) -> ClocheError {
        if let offer = offer(of: name, silent) { return .install(.packageNotFound, "'\(name)'", offer) }
        let known = cached.union(lock.entries.values.filter { !$0.isLibrary }.map(\.name)).union(
            ImportNames.table.values
        )
        let asked = requested.names.contains(name) ? "" : ", which \(subject) needs"
        let reason = "the package index has no such package\(asked)\(similar(to: name, among: known))"
        return .install(.packageNotFound, "'\(name)'", reason)
    }

    /// A conflict with what is installed.
    private func conflict(_ report: UvReport) -> ClocheError? {
        let ours = installed.filter { report.cause.names("\($0.name)==\($0.version)") }
        guard !ours.isEmpty else { return nil }
        let list = ours.map { "\($0.name) \($0.version)" }.joined(separator: ", ")
        let verb = ours.count == 1 ? "is" : "are"
        let advice = "install with -U to change that, or uninstall first"
        return .install(.packageConflict, subject, "\(list) \(verb) installed; \(report.cause) (\(advice))")
    }

    /// A package without a wheel that runs here: why, and what stands nearest.
    private func unusable(
        _ name: String,
        _ report: UvReport,
        _ silent: PyodideDistribution?,
        _ nearest: Finder
    ) async throws(ClocheError) -> ClocheError {
        let platform = "Python 3.14 on \(InterpreterShim.platformTag)"
        let others = report.platforms.isEmpty ? "" : " (there are some for \(report.platforms.joined(separator: ", ")))"
        var reason = "it has no wheel for \(platform)\(others), and nothing is built from source here"
        let versions = try await near(name, nearest)
        if versions.isEmpty, let offer = offer(of: name, silent) {
            return .install(.packageNotFound, "'\(name)'", offer)
        }
        if !versions.isEmpty {
            reason += "; the nearest that runs here: \(versions.map { "\(name) \($0)" }.joined(separator: ", "))"
        } else if let substitute = NearPackages.substitutes[name] {
            reason += "; instead: \(substitute)"
        }
        return .install(.packageNotFound, "'\(name)'", reason)
    }

    /// The nearest versions that run here, below and above those that the requirement allows.
    ///
    /// A release before 1 is often nothing but a name that was taken: it counts where there is no other one.
    private func near(_ name: String, _ nearest: Finder) async throws(ClocheError) -> [String] {
        guard let line = requested.lines.first(where: { PackageName.ofRequirement($0) == name }) else { return [] }
        let bounds = VersionBounds(requirement: line)
        var below: String?
        if let lower = bounds.lower { below = try await nearest("\(name)<=\(lower)", false) }
        var above: String?
        if let upper = bounds.upper { above = try await nearest("\(name)>=\(upper)", true) }
        if above != nil, below?.hasPrefix("0.") == true, bounds.lower?.hasPrefix("0.") == false { below = nil }
        return [below, above].compactMap { $0 }
    }

    /// That Pyodide's distribution would have it, where that does not answer.
    private func offer(of name: String, _ silent: PyodideDistribution?) -> String? {
        guard let silent, let entry = lock.entries[name] else { return nil }
        return
            "\(name) \(entry.version) runs here and is in Pyodide's distribution, but \(silent.name) does not answer;"
            + " CLOCHE_PYODIDE_PACKAGES names a mirror of it or a folder"
    }

    private func similar(to name: String, among known: Set<String>) -> String {
        let near = NearPackages.names(like: name, among: known).map { "'\($0)'" }
        return near.isEmpty ? "" : "; near names that are known here: \(near.joined(separator: ", "))"
    }
}

extension String {
    /// Whether a requirement stands in a text, and not as a part of a longer one.
    fileprivate func names(_ requirement: String) -> Bool {
        ranges(of: requirement).contains { range in
            let before = range.lowerBound == startIndex ? " " : self[index(before: range.lowerBound)]
            let after = range.upperBound == endIndex ? " " : self[range.upperBound]
            return !before.isLetter && !before.isNumber && before != "-" && !after.isNumber && !after.isLetter
        }
    }
}
