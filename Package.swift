// swift-tools-version: 6.2
import PackageDescription

/// A room of the library: a target of its own in `Sources/Tracker/`, which may import only what it names.
func room(
    _ name: String, _ folder: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/Tracker/\(folder)", resources: resources,
        swiftSettings: strict)
}

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]
let spreadsheets = Target.Dependency.target(name: "CSpreadsheets", condition: .when(traits: ["Spreadsheets"]))
let postgreSQL = Target.Dependency.target(name: "CPostgreSQL", condition: .when(traits: ["PostgreSQL"]))
let crypto: [Target.Dependency] = ["Crypto", "CryptoExtras"].map {
    .product(name: $0, package: "swift-crypto")
}
let server: [Target.Dependency] = [
    ("Hummingbird", "hummingbird"), ("HummingbirdCore", "hummingbird"), ("HTTPTypes", "swift-http-types"),
    ("Logging", "swift-log"), ("NIOCore", "swift-nio"), ("NIOPosix", "swift-nio"),
    ("NIOHTTPTypes", "swift-nio-extras"),
].map { .product(name: $0.0, package: $0.1, condition: .when(traits: ["Server"])) }
let rooms: [Target.Dependency] = [
    "TransparencyLog", "TrackerValues", "TrackerFiles", "TrackerSQLite", "TrackerPostgreSQL",
    "TrackerStorage",
    "TrackerSpreadsheets",
    "TrackerTransfer",
    "TrackerModel",
    "TrackerLedger", "TrackerDocuments", "TrackerSheets", "TrackerFigures", "TrackerReports",
    "TrackerRegister", "TrackerImport",
    "TrackerPapers", "TrackerArchive", "TrackerMail",
]

let package = Package(
    name: "tracker",
    products: [
        .library(name: "Tracker", targets: ["Tracker"]),
        .executable(name: "trackerctl", targets: ["trackerctl"]),
        .executable(name: "trackerd", targets: ["trackerd"]),
    ],
    traits: [
        .trait(
            name: "Spreadsheets",
            description: "Read and write .xlsx; needs libxlsxwriter, libzip and libexpat."
        ),
        .trait(name: "PostgreSQL", description: "Keep registers on a PostgreSQL server; needs libpq."),
        .trait(
            name: "Server", description: "trackerd, which serves the pages; needs Hummingbird."),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // Of the trait Server alone: SwiftPM fetches nothing of it without.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
    ],
    targets: [
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CCurl"),
        .systemLibrary(name: "CFileSystem"),
        .systemLibrary(name: "CPostgreSQL", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(
            name: "CSpreadsheets", providers: [.apt(["libexpat1-dev", "libxlsxwriter-dev", "libzip-dev"])]),

        // The rooms, from the bedrock up: see docs/architecture.md.
        room(
            "TransparencyLog", "TransparencyLog",
            crypto),
        room("TrackerValues", "Values"),
        room("TrackerSQLite", "SQLite", ["CSQLite", "TrackerValues"]),
        room("TrackerPostgreSQL", "PostgreSQL", ["TrackerValues", postgreSQL]),
        room("TrackerStorage", "Storage", ["TrackerPostgreSQL", "TrackerSQLite", "TrackerValues"]),
        room("TrackerFiles", "Files", ["CFileSystem", "TrackerValues", "TransparencyLog"]),
        room("TrackerSpreadsheets", "Spreadsheets", [spreadsheets]),
        room("TrackerTransfer", "Transfer", ["CCurl"]),
        room("TrackerModel", "Model", ["TrackerValues"]),
        room("TrackerLedger", "Ledger", ["TrackerModel", "TrackerValues", "TransparencyLog"]),
        room("TrackerFigures", "Figures", ["TrackerModel", "TrackerValues"]),
        room(
            "TrackerDocuments", "Documents",
            ["TrackerSheets", "TrackerSpreadsheets", "TrackerValues", "TransparencyLog", spreadsheets]),
        room("TrackerSheets", "Sheets", ["TrackerSpreadsheets", "TrackerValues", spreadsheets]),
        room("TrackerReports", "Reports", ["TrackerDocuments", "TrackerSheets", "TrackerValues"]),
        room(
            "TrackerRegister", "Register",
            [
                "TrackerFigures", "TrackerFiles", "TrackerLedger", "TrackerModel", "TrackerStorage",
                "TrackerValues", "TransparencyLog",
            ], resources: [.embedInCode("migrations")]),
        room(
            "TrackerImport", "Import",
            [
                "TrackerLedger", "TrackerModel", "TrackerRegister", "TrackerSheets", "TrackerValues",
                "TransparencyLog",
            ]),
        room(
            "TrackerPapers", "Papers",
            [
                "TrackerDocuments", "TrackerFigures", "TrackerFiles", "TrackerImport", "TrackerLedger",
                "TrackerModel", "TrackerRegister", "TrackerValues", "TransparencyLog",
            ]),
        room(
            "TrackerArchive", "Archive",
            [
                "TrackerDocuments", "TrackerFiles", "TrackerLedger", "TrackerModel", "TrackerPapers",
                "TrackerRegister", "TrackerStorage", "TrackerSpreadsheets", "TrackerValues",
                "TransparencyLog",
                spreadsheets,
            ]),
        room(
            "TrackerMail", "Mail",
            [
                "TrackerDocuments", "TrackerFiles", "TrackerModel", "TrackerPapers", "TrackerRegister",
                "TrackerTransfer", "TrackerValues", "TransparencyLog",
            ]),
        .target(
            name: "Tracker", dependencies: rooms, path: "Sources/Tracker/Umbrella", swiftSettings: strict),

        .executableTarget(
            name: "trackerctl",
            dependencies: [
                "Tracker", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            resources: [.embedInCode("samples")], swiftSettings: strict
        ),
        // The pages: what they answer, which needs no server, and the program that serves them.
        .target(
            name: "TrackerPages", dependencies: ["Tracker", "TrackerStorage"] + crypto,
            path: "Sources/trackerd/Pages",
            swiftSettings: strict),
        .executableTarget(
            name: "trackerd",
            dependencies: [
                "Tracker", "TrackerPages", "TrackerTransfer",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ] + server, path: "Sources/trackerd/Server", swiftSettings: strict),
        // The example package's program, so that the tests can run it without building a second package.
        .executableTarget(
            name: "StatusTable", dependencies: ["Tracker"], path: "Examples/StatusTable/Sources/StatusTable",
            swiftSettings: strict),
        .testTarget(
            name: "TrackerTests",
            dependencies: ["Tracker", "trackerctl", "TrackerPages", spreadsheets] + crypto + rooms,
            exclude: [
                "Archive/Readers", "Documents/Golden", "Documents/Readers", "Papers/Golden",
                "Register/Fixtures", "Sheets/Fixtures",
            ]),
        .testTarget(
            name: "trackerctlTests", dependencies: ["Tracker", "trackerctl", "StatusTable"],
            exclude: ["Fixtures", "Documentation/register.sh"]),
    ],
    swiftLanguageModes: [.v6]
)
