// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "cloche",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Cloche", targets: ["Cloche"]),
        .executable(name: "cloche", targets: ["ClocheCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibEdit",
            pkgConfig: "libedit",
            providers: [.apt(["libedit-dev"]), .brew(["libedit"])]
        ),
        .target(name: "CSpawn"),
        .target(
            name: "Cloche",
            dependencies: ["CSpawn", "TOMLKit", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: swiftSettings
        ),
        .target(name: "ClocheTerminal", dependencies: ["CLibEdit"], swiftSettings: swiftSettings),
        .target(name: "ClocheREPL", dependencies: ["Cloche", "ClocheTerminal"], swiftSettings: swiftSettings),
        .executableTarget(
            name: "ClocheCommand",
            dependencies: [
                "Cloche", "ClocheREPL", "ClocheTerminal",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                "TOMLKit",
            ],
            path: "Sources/cloche",
            swiftSettings: swiftSettings
        ),
        .executableTarget(
            name: "LibraryExample",
            dependencies: ["Cloche"],
            path: "docs/examples",
            swiftSettings: swiftSettings
        ),
        .target(
            name: "ClocheTestSupport",
            dependencies: ["Cloche", "CSpawn", .product(name: "Crypto", package: "swift-crypto")],
            path: "Tests/ClocheTestSupport",
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "ClocheTests",
            dependencies: [
                "Cloche", "CSpawn", "ClocheTestSupport", "RunnerProbe",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: swiftSettings
        ),
        // Starts a runner and keeps it; a test kills it to see whether the runner goes with it.
        .executableTarget(
            name: "RunnerProbe",
            dependencies: ["Cloche"],
            path: "Tests/RunnerProbe",
            swiftSettings: swiftSettings
        ),
        // Reads cells and shows what it got; the tests of the editor drive it on a pseudo-terminal.
        .executableTarget(
            name: "EditorProbe",
            dependencies: ["ClocheTerminal"],
            path: "Tests/EditorProbe",
            swiftSettings: swiftSettings
        ),
        // Writes cells into a history; tests start many at a time and kill some.
        .executableTarget(
            name: "HistoryProbe",
            dependencies: ["ClocheTerminal"],
            path: "Tests/HistoryProbe",
            swiftSettings: swiftSettings
        ),
        // Measures a living session for runner/bench.
        .executableTarget(
            name: "SessionBenchmark",
            dependencies: ["Cloche"],
            path: "Tests/SessionBenchmark",
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "ClocheTerminalTests",
            dependencies: ["ClocheTerminal", "ClocheTestSupport", "EditorProbe", "HistoryProbe"],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "ClocheREPLTests",
            dependencies: ["ClocheREPL", "ClocheTestSupport"],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "ClocheCommandTests",
            dependencies: ["Cloche", "ClocheCommand", "ClocheTestSupport"],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "IntegrationTests",
            dependencies: [
                "Cloche", "ClocheTestSupport", "ClocheCommand", "LibraryExample",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            exclude: ["Scripts"],
            swiftSettings: swiftSettings
        ),
    ],
    swiftLanguageModes: [.v6]
)
