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

func lent(_ module: String) -> Target.Dependency { .product(name: module, package: "passerelle") }

let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(name: "passerelle", path: ".."),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    ],
    targets: [
        // libxml2 with its own tree and its own way to validate: what XMLTree and XMLSchemaEngine are measured against. Nothing in the house may use it.
        .systemLibrary(name: "CDocumentTree", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        // This and bench's ChildProcess.swift are links to what the house's tests start programs with.
        .target(name: "CSpawn"),
        .executableTarget(
            name: "bench",
            dependencies: [
                "CDocumentTree", "CSpawn", lent("XMLTree"), lent("XMLSchemaEngine"), lent("ClinicalTypes"), lent("Validation"), lent("Delivery"),
                lent("RecordStore"), lent("XDSMessages"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
    ]
)
