// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "StatusTable",
    dependencies: [.package(name: "tracker", path: "../..")],
    targets: [
        .executableTarget(name: "StatusTable", dependencies: [.product(name: "Tracker", package: "tracker")])
    ],
    swiftLanguageModes: [.v6]
)
