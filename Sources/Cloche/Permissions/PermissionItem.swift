/// The canonical spelling of items: what a ``PermissionSet`` may hold, whoever made it.
enum PermissionItem {
    /// The longest item, in bytes: the kernel's limit of a path.
    static let maximumLength = 4096

    /// Why `item` cannot be an item of `kind` as it stands, or `nil`.
    ///
    /// Looks at nothing but the text.
    static func flaw(_ kind: PermissionKind, _ item: String) -> String? {
        if let flaw = commonFlaw(item) { return flaw }
        switch kind {
        case .net:
            do throws(NetItem.Malformed) {
                let canonical = try NetItem.parse(item).description
                return same(canonical, item) ? nil : "its usual spelling is '\(canonical)'"
            } catch {
                return error.reason
            }
        case .env:
            return environmentFlaw(item)
        case .read, .write, .run, .ffi:
            return same(HostPath.normalized(item), item) ? nil : "it is not an absolute path without '.' and '..'"
        }
    }

    /// What no item of any kind may have.
    static func commonFlaw(_ item: String) -> String? {
        guard !item.isEmpty else { return "it is empty" }
        guard item.utf8.count <= maximumLength else { return "it is longer than \(maximumLength) bytes" }
        guard !item.utf8.contains(UInt8(ascii: ",")) else {
            return "it has a comma, which the lists of Deno's flags cannot hold"
        }
        guard !item.unicodeScalars.contains(where: isInvisible) else { return "it has control characters" }
        return nil
    }

    /// Characters that could make an item look like another one, or do things to a terminal.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x202a...0x202e, 0x2066...0x2069, 0x2028, 0x2029: true
        default: scalar.properties.generalCategory == .control
        }
    }

    private static func environmentFlaw(_ name: String) -> String? {
        let fixed = name.utf8.last == UInt8(ascii: "*") ? name.utf8.dropLast() : name.utf8[...]
        guard !fixed.isEmpty else { return "'*' ends the beginning of a name, as in API_*; leave it out for all" }
        let isName = fixed.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
            default: false
            }
        }
        return isName ? nil : "a variable's name has letters of ASCII, digits and '_', and may end in '*'"
    }

    /// Whether two items have the same bytes; `==` would take two spellings of one character for the same.
    static func same(_ left: String, _ right: String) -> Bool {
        left.utf8.elementsEqual(right.utf8)
    }

    /// Whether everything that `inner` allows is allowed by `outer`.
    ///
    /// Both are canonical items of `kind`.
    static func contains(_ kind: PermissionKind, _ outer: String, _ inner: String) -> Bool {
        switch kind {
        case .env:
            guard outer.utf8.last == UInt8(ascii: "*") else { return same(outer, inner) }
            return inner.utf8.starts(with: outer.utf8.dropLast())
        case .read, .write, .run, .ffi:
            return HostPath.contains(outer, inner)
        case .net:
            guard let outer = try? NetItem.parse(outer), let inner = try? NetItem.parse(inner) else { return false }
            return outer.contains(inner)
        }
    }
}
