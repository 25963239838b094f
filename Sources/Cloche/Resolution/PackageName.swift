/// Names of packages, of requirements and of wheels, as PEP 503, 508 and 427 write them.
enum PackageName {
    /// The normalized name at the start of a requirement, such as `httpx` in `httpx[http2]>=0.27`; nil without one.
    static func ofRequirement(_ line: some StringProtocol) -> String? {
        let start = line.drop { $0 == " " || $0 == "\t" }
        let name = start.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
        let rest = start.dropFirst(name.count).drop { $0 == " " || $0 == "\t" }
        // A line that begins with a hyphen would be an option.
        guard let first = name.first, first.isLetter || first.isNumber else { return nil }
        guard rest.isEmpty || "[<>=!~;@(#,".contains(rest.first ?? " ") else { return nil }
        let normalized = String(name).normalizedPackageName
        return normalized.isPackageName ? normalized : nil
    }

    /// The name and the version in the name of a wheel, `numpy-2.4.6-cp314-cp314-pyemscripten_2026_0_wasm32.whl`.
    static func ofWheel(_ file: String) -> (name: String, version: String)? {
        guard file.hasSuffix(".whl") else { return nil }
        let parts = file.dropLast(4).split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5 || parts.count == 6 else { return nil }
        let name = parts[0].normalizedPackageName
        guard name.isPackageName, parts[1].isPackageVersion else { return nil }
        return (name, parts[1])
    }
}

extension String {
    /// The name of a package in the one spelling that stands for all, by PEP 503: lowercase, runs of `-_.` as one hyphen.
    package var normalizedPackageName: String {
        lowercased().split(whereSeparator: { "-_.".contains($0) }).joined(separator: "-")
    }

    /// The text with `%20` and the like as the characters that they stand for.
    var percentDecoded: String {
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            if byte == 0x25, let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
                rest.count >= 2
            {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The path as a URL of a file.
    var fileURL: String {
        let plain = utf8.map { byte -> String in
            let scalar = UnicodeScalar(byte)
            let isPlain = byte < 0x80 && (scalar.properties.isAlphabetic || (0x30...0x39).contains(byte))
            if isPlain || "/-._~+".unicodeScalars.contains(scalar) { return String(scalar) }
            return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
        return "file://" + plain.joined()
    }
}
