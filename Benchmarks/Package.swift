// swift-tools-version: 6.2
// How fast the engines are, beside the nearest thing to compare them with; a package of its own, so that the house never builds it.

import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "passerelle", path: "..")],
    targets: [
        // libxml2 with its own tree: what XMLTree is measured against. Nothing in the house may use it.
        .systemLibrary(name: "CDocumentTree", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .executableTarget(
            name: "bench", dependencies: ["CDocumentTree", .product(name: "XMLTree", package: "passerelle")], swiftSettings: settings),
    ]
)
