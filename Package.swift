// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "tracker",
    products: [
        .library(name: "Tracker", targets: ["Tracker"]),
        .executable(name: "trackerctl", targets: ["trackerctl"]),
    ],
    traits: [
        .trait(
            name: "Spreadsheets",
            description: "Read and write .xlsx; needs libxlsxwriter, libzip and libexpat."
        )
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CFileSystem"),
        .systemLibrary(
            name: "CSpreadsheets", providers: [.apt(["libexpat1-dev", "libxlsxwriter-dev", "libzip-dev"])]),
        .target(
            name: "Tracker",
            dependencies: [
                "CFileSystem", "CSQLite", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .target(name: "CSpreadsheets", condition: .when(traits: ["Spreadsheets"])),
            ],
            resources: [.embedInCode("migrations")]
        ),
        .executableTarget(
            name: "trackerctl",
            dependencies: [
                "Tracker", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            resources: [.embedInCode("samples")]
        ),
        // The example package's program, so that the tests can run it without building a second package.
        .executableTarget(
            name: "StatusTable", dependencies: ["Tracker"], path: "Examples/StatusTable/Sources/StatusTable"),
        .testTarget(
            name: "TrackerTests",
            dependencies: [
                "Tracker", .target(name: "CSpreadsheets", condition: .when(traits: ["Spreadsheets"])),
            ],
            exclude: [
                "Papers/Golden", "Rendering/Golden", "Rendering/Readers", "Reports/Golden",
                "Importing/Fixtures", "Register/Fixtures", "Trail/Readers",
            ]),
        .testTarget(
            name: "trackerctlTests", dependencies: ["Tracker", "trackerctl", "StatusTable"],
            exclude: ["Fixtures", "Documentation/register.sh"]),
    ],
    swiftLanguageModes: [.v6]
)
