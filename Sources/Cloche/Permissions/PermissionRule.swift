/// What a ``PermissionSet`` knows about one kind.
///
/// Items are canonical, sorted and unique.
struct PermissionRule: Sendable, Equatable {
    /// The whole kind is granted.
    var isAll = false

    /// What is granted by name.
    ///
    /// Beside `isAll` only `net` has some: local addresses, which all of `net` leaves out.
    var items: [String] = []

    /// What is denied by name; wins over every grant.
    var denied: [String] = []

    /// Granted variables whose values are masked; each stands in `items`, or the whole kind is granted.
    var secrets: [String] = []

    var isEmpty: Bool { !isAll && items.isEmpty && denied.isEmpty }
    var grantsNothing: Bool { !isAll && items.isEmpty }

    mutating func insert(_ item: String) {
        items = Self.sorted(items + [item])
    }

    mutating func insertSecret(_ item: String) {
        secrets = Self.sorted(secrets + [item])
    }

    mutating func insertDenial(_ item: String) {
        denied = Self.sorted(denied + [item])
    }

    /// Sorts by bytes, so that the order does not depend on the platform's Unicode tables.
    static func sorted(_ items: [String]) -> [String] {
        items.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.reduce(into: []) { unique, item in
            guard let last = unique.last, PermissionItem.same(last, item) else {
                unique.append(item)
                return
            }
        }
    }
}
