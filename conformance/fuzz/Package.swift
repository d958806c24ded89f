// swift-tools-version: 6.2
// Fuzzing of the engines, a package of its own: run lays it out in a scratch folder, beside links to the engines' sources.

import Foundation
import PackageDescription

/// Without libFuzzer in the toolchain, the harnesses are built to replay files alone.
let replaysOnly = ProcessInfo.processInfo.environment["FUZZ_REPLAY"] != nil

let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ] + (replaysOnly ? [.define("REPLAY")] : [.unsafeFlags(["-sanitize=fuzzer,address"])])
let linking: [LinkerSetting] = replaysOnly ? [] : [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]

func engine(_ name: String, uses: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: uses, path: "Engines/\(name)", swiftSettings: settings)
}

func harness(_ name: String, uses: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: uses + ["FuzzSupport"], path: "Harnesses/\(name)", swiftSettings: settings, linkerSettings: linking)
}

let package = Package(
    name: "fuzz",
    targets: [
        .systemLibrary(name: "CXML", path: "Bindings/CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        engine("XMLTree", uses: ["CXML"]),
        engine("XPathEngine", uses: ["XMLTree"]),
        engine("SchematronEngine", uses: ["XMLTree", "XPathEngine"]),
        .target(name: "FuzzSupport", path: "Harnesses/FuzzSupport", swiftSettings: settings),
        harness("FuzzXPath", uses: ["XMLTree", "XPathEngine"]),
        harness("FuzzRegex", uses: ["XPathEngine"]),
        harness("FuzzSchematron", uses: ["XMLTree", "XPathEngine", "SchematronEngine"]),
    ]
)
