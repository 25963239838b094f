package import Cloche

/// Reads what `:install` and `--install` take.
package enum InstallWords {
    /// What a word has to be.
    private static let usage = "give names such as numpy or 'httpx>=0.27', '-r FILE', or paths of wheels"

    /// Reads the words of `:install`.
    ///
    /// - Throws: `REPLError` with code `usage` for an unknown option, one that lacks its file, and what cannot be installed.
    package static func request(_ words: [String], isOffline: Bool = false) throws(REPLError) -> InstallRequest {
        var request = InstallRequest(isOffline: isOffline)
        var rest = joined(words)[...]
        while let word = rest.popFirst() {
            switch word {
            case "-U", "--upgrade": request.isUpgrade = true
            case "--offline": request.isOffline = true
            case _ where isFile(word):
                guard let file = attachedFile(word) ?? rest.popFirst() else {
                    throw .usage("'\(PlainText.oneLine(word))' lacks the path of a file")
                }
                request.files.append(file)
            case _ where word.hasPrefix("-"): throw .usage("'\(PlainText.oneLine(word))' is no option; \(usage)")
            case _ where isWheel(word): request.wheels.append(word)
            default:
                try check(word)
                request.requirements.append(word)
            }
        }
        guard request.requirements.count + request.files.count + request.wheels.count > 0 else {
            throw .usage("nothing is named; \(usage)")
        }
        return request
    }

    /// The spellings of the option that reads a file; pip's is `--requirement`.
    private static let fileOptions = ["--requirements", "--requirement", "-r"]

    private static func isFile(_ word: String) -> Bool {
        word.hasPrefix("-r")
            || fileOptions.contains { word == $0 || word.hasPrefix($0 + "=") || word.hasPrefix($0 + " ") }
    }

    /// The file in `-rFILE`, `-r FILE` in one word, and `--requirement=FILE`; nil where the next word is it.
    private static func attachedFile(_ word: String) -> String? {
        guard let option = fileOptions.first(where: { word.hasPrefix($0) }) else { return nil }
        let file = word.dropFirst(option.count).drop { $0 == " " || option != "-r" && $0 == "=" }
        return file.isEmpty ? nil : String(file)
    }

    /// Puts together what spaces part: `numpy >= 2, < 3`.
    private static func joined(_ words: [String]) -> [String] {
        var result: [String] = []
        var isOpen = false
        for word in words {
            let isSpecifier = word.first.map { "<>=!~,;@".contains($0) } ?? false
            if !result.isEmpty, isOpen || isSpecifier {
                result[result.count - 1] += " " + word
            } else {
                result.append(word)
            }
            isOpen = word.last.map { "<>=!~,;@".contains($0) } ?? false
        }
        return result
    }

    private static func isWheel(_ word: String) -> Bool { word.hasSuffix(".whl") && !word.contains("://") }

    private static func check(_ word: String) throws(REPLError) {
        let shown = PlainText.oneLine(word)
        if word.hasSuffix(".txt") || word.hasSuffix(".toml") || word.hasSuffix(".py") {
            throw .usage("'\(shown)' is a file, not a package; '-r \(shown)' installs what it names")
        }
        if [".tar.gz", ".zip", ".tgz"].contains(where: word.hasSuffix) {
            throw .usage("'\(shown)' is no wheel; cloche builds no packages, since that would run their code")
        }
        if word.hasPrefix(".") || word.hasPrefix("/") || word.hasPrefix("~") {
            throw .usage("'\(shown)' is no wheel; name a file that ends in .whl, or a package")
        }
        guard word.first.map({ $0.isLetter || $0.isNumber }) ?? false else {
            throw .usage("'\(shown)' is no name of a package; \(usage)")
        }
    }
}
