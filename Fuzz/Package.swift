// swift-tools-version: 6.2
import PackageDescription

// The fuzzing of what the library reads from outside. Built by scripts/fuzz with libFuzzer; no part of the product.
let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "tracker", path: "..", traits: ["Spreadsheets"])],
    targets: [
        // libFuzzer brings its own `main`, which a Swift program can't give way to: hence the C file.
        .executableTarget(name: "fuzz", dependencies: ["FuzzTargets"]),
        .target(name: "FuzzTargets", dependencies: [.product(name: "Tracker", package: "tracker")]),
    ],
    swiftLanguageModes: [.v6]
)
