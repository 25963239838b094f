/// The block of a script that names the packages it needs: PEP 723.
package enum InlineMetadata {
    /// Whether a script has such a block, closed as it has to be.
    package static func isIn(_ script: String) -> Bool {
        var rest = script.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...]
        while let line = rest.popFirst() {
            guard line == "# /// script" else { continue }
            let block = rest.prefix { $0 == "#" || $0.hasPrefix("# ") }
            if block.contains("# ///") { return true }
        }
        return false
    }
}
