// swift-tools-version: 6.2
import PackageDescription

// Apart from the product's own package, so that nobody who builds trackerctl builds its measuring tools.
let package = Package(
    name: "bench",
    dependencies: [.package(name: "tracker", path: "..")],
    targets: [
        .executableTarget(name: "generate", dependencies: [.product(name: "Tracker", package: "tracker")])
    ],
    swiftLanguageModes: [.v6]
)
