import Cloche
import ClocheTerminal

/// The table that `:permissions` shows.
enum PermissionTable {
    /// Narrower than this, what a grant was used for stands below it.
    private static let narrowestUse = 24
    /// The columns before the grants.
    private static let indent = 7

    /// Lays a set out by its kinds: what is granted, what is excepted from it, and what it was used for.
    ///
    /// A kind that was used has a line for each grant, another one has one line.
    ///
    /// - Parameters:
    ///   - permissions: The set.
    ///   - uses: What cells used.
    ///   - now: Milliseconds since 1970.
    ///   - width: The width in character cells.
    ///   - palette: The colours.
    ///   - offset: How many seconds the clock on the wall is ahead of UTC at a time in seconds.
    /// - Returns: The lines.
    static func lines(
        _ permissions: PermissionSet,
        uses: [PermissionUse] = [],
        now: Int = AuditTime.now,
        width: Int = 80,
        palette: Palette,
        offset: (Int) -> Int = HistoryTime.localOffset
    ) -> [String] {
        let sums = permissions.grantUses(uses)
        return PermissionKind.allCases.flatMap { kind -> [String] in
            let name = kind.rawValue + String(repeating: " ", count: indent - kind.rawValue.count)
            let except = exception(permissions.denied(kind))
            guard sums.keys.contains(where: { $0.kind == kind }) else {
                let scope = grants(of: kind, in: permissions).map { label($0, permissions) }.joined(separator: ", ")
                return [scope.isEmpty ? palette.dim(name + "nothing" + except) : name + scope + except]
            }
            var rows = grants(of: kind, in: permissions).map { grant in
                (label(grant, permissions), use(sums[grant], of: grant, now: now, offset))
            }
            if !except.isEmpty { rows.append((String(except.dropFirst(2)), "")) }
            let lines = lay(rows, width: width, palette)
            return [name + (lines.first ?? "")]
                + lines.dropFirst().map { String(repeating: " ", count: indent) + $0 }
        }
    }

    /// The grants of a kind, each by itself.
    private static func grants(of kind: PermissionKind, in permissions: PermissionSet) -> [Permission] {
        switch permissions.granted(kind) {
        case .none: []
        case .all:
            [Permission(kind: kind)]
                + (kind == .net ? permissions.namedBesideAllOfNet.map { Permission(kind: kind, item: $0) } : [])
        case .items(let items): items.map { Permission(kind: kind, item: $0) }
        }
    }

    private static func use(
        _ use: GrantUse?,
        of grant: Permission,
        now: Int,
        _ offset: (Int) -> Int
    ) -> String {
        guard let use else { return "not used" }
        let time = ClockText.describe(use.lastTime, now: now, offset: offset)
        return "\(count(use.targets, grant.kind)), last \(time) in cell \(use.lastCell)"
    }

    private static func count(_ number: Int, _ kind: PermissionKind) -> String {
        let (one, many) =
            switch kind {
            case .read, .write: ("path", "paths")
            case .net: ("host", "hosts")
            case .env: ("variable", "variables")
            case .run: ("command", "commands")
            case .ffi: ("library", "libraries")
            }
        return "\(number) \(number == 1 ? one : many)"
    }

    private static func lay(_ rows: [(grant: String, use: String)], width: Int, _ palette: Palette) -> [String] {
        let column = rows.filter { !$0.use.isEmpty }.map(\.grant.count).max() ?? 0
        let isBeside = width - 1 - indent - column - 3 >= narrowestUse
        return rows.flatMap { grant, use in
            if use.isEmpty { return [grant] }
            if !isBeside { return [grant, "  " + palette.dim(use)] }
            return [grant + String(repeating: " ", count: max(0, column - grant.count) + 3) + palette.dim(use)]
        }
    }

    private static func exception(_ denied: PermissionScope) -> String {
        switch denied {
        case .none: ""
        case .all: ", all denied"
        case .items(let items): ", but not " + items.joined(separator: ", ")
        }
    }

    private static func label(_ grant: Permission, _ permissions: PermissionSet) -> String {
        let secrets = grant.kind == .env ? permissions.secrets : []
        guard let item = grant.item else {
            let whole = grant.kind == .net ? "all public hosts" : "all"
            return whole + (secrets.isEmpty ? "" : " (secret: " + secrets.joined(separator: ", ") + ")")
        }
        return PlainText.oneLine(item) + (secrets.contains(item) ? " (secret)" : "")
    }
}
