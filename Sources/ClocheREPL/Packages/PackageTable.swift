package import Cloche
internal import ClocheTerminal

/// The table that `:packages` shows.
package struct PackageTable {
    /// Where there are fewer columns, each package takes two lines.
    private static let narrowestRow = 64

    private let packages: [InstalledPackage]
    private let width: Int
    private let palette: Palette

    /// Makes a table.
    package init(_ packages: [InstalledPackage], width: Int, palette: Palette) {
        self.packages = packages
        self.width = width
        self.palette = palette
    }

    /// All lines: name, version, size, kind, source and why it is there.
    package var lines: [String] { width < Self.narrowestRow ? narrow : wide }

    private var wide: [String] {
        let rows = packages.map { [$0.locked.name, $0.locked.version].map(PlainText.oneLine) + facts($0) }
        let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return zip(packages, rows).map { package, row in
            let columns = row.indices.map { index in
                let space = String(repeating: " ", count: widths[index] - row[index].count)
                return index == 2 ? space + row[index] : row[index] + space
            }
            let start = columns[0].count + 2
            let rest = (columns.dropFirst() + [why(package)]).joined(separator: "  ")
            return palette.strong(columns[0]) + "  " + TextWidth.cut(rest, to: max(8, width - start))
        }
    }

    private var narrow: [String] {
        packages.flatMap { package in
            let name = PlainText.oneLine(package.locked.name)
            let version = " " + PlainText.oneLine(package.locked.version)
            let rest = (facts(package) + [why(package)]).joined(separator: ", ")
            return [
                palette.strong(TextWidth.cut(name, to: width)) + TextWidth.cut(version, to: max(1, width - name.count)),
                "  " + palette.dim(TextWidth.cut(rest, to: max(8, width - 2))),
            ]
        }
    }

    /// Size, kind and source.
    private func facts(_ package: InstalledPackage) -> [String] {
        let kind = package.locked.isLibrary ? "library" : package.isNative ? "native" : "pure"
        return [ByteText.describe(package.unpackedBytes), kind, Self.source(package.locked.source)]
    }

    private static func source(_ source: PackageSource) -> String {
        switch source {
        case .index: "index"
        case .distribution: "Pyodide"
        case .file: "file"
        }
    }

    private func why(_ package: InstalledPackage) -> String {
        let needed =
            package.requiredBy.isEmpty
            ? [] : ["for " + PackageText.list(package.requiredBy.map(PlainText.oneLine))]
        return ((package.locked.isRequested ? ["asked for"] : []) + needed).joined(separator: ", ")
    }
}
