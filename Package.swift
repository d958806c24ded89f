// swift-tools-version: 6.2
// The house on one page: every module, the floor it stands on, and all that it may import.

import PackageDescription

enum Floor: String {
    case engines = "Engines", vocabulary = "Vocabulary", stages = "Stages", flow = "Flow", doors = "Doors"
}

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

func binding(_ name: String, pkgConfig: String, apt: [String]) -> Target {
    .systemLibrary(name: name, path: "Sources/Bindings/\(name)", pkgConfig: pkgConfig, providers: [.apt(apt)])
}

func embedding(_ name: String) -> Target {
    .target(name: name, path: "Sources/Bindings/\(name)")
}

func library(_ name: String, on floor: Floor, uses: [Target.Dependency] = [], excluding: [String] = []) -> Target {
    .target(name: name, dependencies: uses, path: "Sources/\(floor.rawValue)/\(name)", exclude: excluding, swiftSettings: settings)
}

func program(_ name: String, at path: String, uses: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: uses, path: path, swiftSettings: settings)
}

func tests(_ name: String, uses: [Target.Dependency] = [], excluding: [String] = []) -> Target {
    .testTarget(name: name, dependencies: uses + ["TestSupport"], exclude: excluding, swiftSettings: settings)
}

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let serverPackages: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "HummingbirdCore", package: "hummingbird"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOTLS", package: "swift-nio"),
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
    .product(name: "Logging", package: "swift-log"),
    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
    .product(name: "UnixSignals", package: "swift-service-lifecycle"),
]

let package = Package(
    name: "passerelle",
    products: [
        .executable(name: "passerelle", targets: ["GatewayCommand"]),
        // For Benchmarks, a package of its own.
        .library(name: "XMLTree", targets: ["XMLTree"]),
        .library(name: "XMLSchemaEngine", targets: ["XMLSchemaEngine"]),
        .library(name: "ClinicalTypes", targets: ["ClinicalTypes"]),
        .library(name: "Validation", targets: ["Validation"]),
        .library(name: "Delivery", targets: ["Delivery"]),
        .library(name: "RecordStore", targets: ["RecordStore"]),
        .library(name: "XDSMessages", targets: ["XDSMessages"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        // Bindings. Module maps over the C libraries, and the thinnest shims.
        binding("CXML", pkgConfig: "libxml-2.0", apt: ["libxml2-dev"]),
        binding("CCrypto", pkgConfig: "libcrypto", apt: ["libssl-dev"]),
        binding("CCurl", pkgConfig: "libcurl", apt: ["libcurl4-openssl-dev"]),
        binding("CXMLSec", pkgConfig: "xmlsec1-openssl", apt: ["libxmlsec1-dev"]),
        binding("CZlib", pkgConfig: "zlib", apt: ["zlib1g-dev"]),

        embedding("CRules"),
        embedding("CTables"),
        embedding("CRights"),

        // Engines. They know XML, XDS and cryptography; they know no medicine.
        library("XMLTree", on: .engines, uses: ["CXML"]),
        library("XPathEngine", on: .engines, uses: ["XMLTree"]),
        library("SchematronEngine", on: .engines, uses: ["XMLTree", "XPathEngine"]),
        library("XMLSchemaEngine", on: .engines, uses: ["CXML", "XMLTree"]),
        library("CredentialChecks", on: .engines, uses: ["CCrypto", "StrictJSON"]),
        library("SignedXML", on: .engines, uses: ["CXMLSec", "XMLTree"]),
        library("XDSMessages", on: .engines, uses: ["XMLTree", "ZIPArchives"]),
        library("ZIPArchives", on: .engines, uses: ["CZlib"]),
        library("HL7v2Messages", on: .engines),
        library("FHIRResources", on: .engines, uses: ["StrictJSON", "XMLTree"]),
        library("MailMessages", on: .engines),
        library("StrictJSON", on: .engines),

        // Vocabulary. The nouns that every stage speaks.
        library("ClinicalTypes", on: .vocabulary),
        library("CDADocuments", on: .vocabulary, uses: ["ClinicalTypes", "XMLTree"]),
        library("CodeSystems", on: .vocabulary, uses: ["CTables", "ClinicalTypes"], excluding: ["Tables"]),

        // Stages. What happens to a document, in order; each is blind to the others.
        library("Intake", on: .stages, uses: ["ClinicalTypes", "CDADocuments", "CredentialChecks", "HL7v2Messages"]),
        library(
            "Validation", on: .stages,
            uses: [
                "CRules", "CredentialChecks", "ClinicalTypes", "CDADocuments", "CodeSystems", "XMLTree", "XMLSchemaEngine", "XPathEngine", "SchematronEngine",
            ]),
        library(
            "AuthorTrust", on: .stages,
            uses: ["CRights", "ClinicalTypes", "CDADocuments", "CodeSystems", "CredentialChecks", "SignedXML", "XMLTree"], excluding: ["Rights/Tables"]),
        library("Classification", on: .stages, uses: ["ClinicalTypes", "CDADocuments", "CodeSystems", "XMLTree"]),
        library(
            "SubmissionMetadata", on: .stages,
            uses: ["ClinicalTypes", "CDADocuments", "CodeSystems", "CredentialChecks", "FHIRResources", "XDSMessages", "XMLTree", "ZIPArchives"]),
        library("Delivery", on: .stages, uses: ["CCurl", "ClinicalTypes", "HL7v2Messages", "MailMessages", "XDSMessages"]),
        library("Acknowledgement", on: .stages, uses: ["ClinicalTypes", "FHIRResources", "HL7v2Messages"]),

        // Flow. The only floor that knows the order, and the record of it.
        library("Journal", on: .flow, uses: ["ClinicalTypes", "CredentialChecks", grdb]),
        library("PackShelf", on: .flow, uses: ["ClinicalTypes", "CredentialChecks", "SchematronEngine", "Validation", "XMLTree"]),
        library("PractitionerDirectory", on: .flow, uses: ["AuthorTrust", "ClinicalTypes", grdb]),
        library(
            "RecordStore", on: .flow,
            uses: ["AuthorTrust", "Classification", "ClinicalTypes", "CredentialChecks", "XDSMessages", "XMLTree", grdb]),
        library(
            "Gateway", on: .flow,
            uses: [
                "FHIRResources", "HL7v2Messages", "Journal", "MailMessages", "XMLTree", "XDSMessages", "ZIPArchives", "ClinicalTypes", "CDADocuments",
                "CodeSystems",
                "Intake", "Validation", "AuthorTrust", "Classification", "SubmissionMetadata", "Delivery", "Acknowledgement",
            ]),

        // Doors. How the outside comes in.
        library(
            "GatewayServer", on: .doors,
            uses: [
                "FHIRResources", "Gateway", "HL7v2Messages", "Journal", "PackShelf", "PractitionerDirectory", "RecordStore", "Intake", "Validation",
                "AuthorTrust",
                "Classification", "SubmissionMetadata", "Delivery",
                "Acknowledgement", "ClinicalTypes", "CDADocuments", "CodeSystems", "CredentialChecks", "MailMessages", "SignedXML", "XDSMessages",
                "ZIPArchives", yams,
            ] + serverPackages),
        program(
            "GatewayCommand", at: "Sources/Doors/GatewayCommand",
            uses: [
                "GatewayServer", "HL7v2Messages", "Intake", "Journal", "PackShelf", "PractitionerDirectory", "RecordStore", "Validation", "AuthorTrust",
                "Classification", "Delivery", "ClinicalTypes", "CodeSystems", "CredentialChecks", "CDADocuments", "FHIRResources", "SubmissionMetadata",
                "XMLTree", "XPathEngine", "SchematronEngine",
                "XMLSchemaEngine", "XDSMessages", "ZIPArchives", argumentParser,
                .product(name: "Logging", package: "swift-log"), .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),

        // Proof.
        program(
            "conformance-driver", at: "conformance/Driver",
            uses: [
                "AuthorTrust", "ClinicalTypes", "CredentialChecks", "PractitionerDirectory", "SignedXML", "XDSMessages", "XMLTree", "XPathEngine",
                "SchematronEngine",
                "ZIPArchives",
            ]),
        .target(name: "CSpawn", path: "Tests/CSpawn"),
        .target(name: "TestSupport", dependencies: ["CSpawn"], path: "Tests/TestSupport", swiftSettings: settings),
        .target(
            name: "SandboxSupport",
            dependencies: [
                "TestSupport", "GatewayServer", "Journal", "RecordStore", "Delivery", "CDADocuments", "Classification", "ClinicalTypes", "CodeSystems",
                "CredentialChecks", "HL7v2Messages", "SubmissionMetadata", "XDSMessages", "ZIPArchives", .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], path: "Tests/SandboxSupport", swiftSettings: settings),
        tests("ArchitectureTests"),
        tests("XMLTreeTests", uses: ["XMLTree", "CXML"]),
        tests("XPathEngineTests", uses: ["XPathEngine", "XMLTree"]),
        tests("SchematronEngineTests", uses: ["SchematronEngine", "XPathEngine", "XMLTree"], excluding: ["Snapshots"]),
        tests("XMLSchemaEngineTests", uses: ["XMLSchemaEngine", "XMLTree", "CRules", "CredentialChecks"]),
        tests("CredentialChecksTests", uses: ["CredentialChecks", "StrictJSON"]),
        tests("HL7v2MessagesTests", uses: ["HL7v2Messages"]),
        tests("FHIRResourcesTests", uses: ["FHIRResources"]),
        tests("StrictJSONTests", uses: ["StrictJSON"]),
        tests("MailMessagesTests", uses: ["MailMessages"]),
        tests("SignedXMLTests", uses: ["SignedXML", "CredentialChecks", "XMLTree"], excluding: ["Peers"]),
        tests("XDSMessagesTests", uses: ["XDSMessages", "XMLTree", "ZIPArchives", "CredentialChecks"], excluding: ["Snapshots"]),
        tests("ZIPArchivesTests", uses: ["ZIPArchives"]),
        tests("ClinicalTypesTests", uses: ["ClinicalTypes"]),
        tests("CodeSystemsTests", uses: ["CodeSystems", "ClinicalTypes"]),
        tests("CDADocumentsTests", uses: ["CDADocuments", "ClinicalTypes", "XMLTree"]),
        tests("IntakeTests", uses: ["Intake", "CDADocuments", "ClinicalTypes", "HL7v2Messages"]),
        tests(
            "ValidationTests", uses: ["Validation", "CDADocuments", "ClinicalTypes", "SchematronEngine", "XMLTree", "XMLSchemaEngine"],
            excluding: ["Snapshots"]),
        tests(
            "AuthorTrustTests", uses: ["AuthorTrust", "CDADocuments", "ClinicalTypes", "CredentialChecks", "SignedXML", "XMLTree"],
            excluding: ["Assertions/Snapshots", "Sender/Snapshots"]),
        tests("ClassificationTests", uses: ["Classification", "CDADocuments", "CodeSystems", "ClinicalTypes"]),
        tests(
            "SubmissionMetadataTests",
            uses: [
                "FHIRResources", "SubmissionMetadata", "Classification", "CDADocuments", "ClinicalTypes", "CredentialChecks", "XDSMessages", "ZIPArchives",
            ]),
        tests("DeliveryTests", uses: ["Delivery", "CCurl", "MailMessages", "ClinicalTypes", "HL7v2Messages", "XDSMessages"], excluding: ["Peers"]),
        tests("AcknowledgementTests", uses: ["Acknowledgement", "ClinicalTypes", "FHIRResources", "HL7v2Messages", "Validation"], excluding: ["Snapshots"]),
        tests("JournalTests", uses: ["Journal", "ClinicalTypes", "CredentialChecks", grdb]),
        tests("PackShelfTests", uses: ["PackShelf", "Validation", "ClinicalTypes", "CredentialChecks", "SchematronEngine", "XMLTree"]),
        tests("PractitionerDirectoryTests", uses: ["PractitionerDirectory", "ClinicalTypes"]),
        tests("RecordStoreTests", uses: ["AuthorTrust", "ClinicalTypes", "RecordStore", "CredentialChecks", "XDSMessages", grdb]),
        tests(
            "GatewayTests",
            uses: [
                "Acknowledgement", "FHIRResources", "Gateway", "GatewayServer", "MailMessages", "SandboxSupport", "HL7v2Messages", "Intake", "Validation",
                "AuthorTrust",
                "Classification",
                "SubmissionMetadata", "Delivery",
                "Journal",
                "RecordStore", "ClinicalTypes", "CredentialChecks", "XDSMessages", "ZIPArchives",
            ]),
        tests(
            "GatewayServerTests",
            uses: [
                "ClinicalTypes", "FHIRResources", "Gateway", "GatewayServer", "HL7v2Messages", "MailMessages", "SandboxSupport", "AuthorTrust", "CDADocuments",
                "CredentialChecks", "Delivery", "Journal", "RecordStore", "SubmissionMetadata", "XDSMessages",
            ]),
        tests(
            "GatewayCommandTests",
            uses: [
                "AuthorTrust", "Delivery", "FHIRResources", "GatewayCommand", "GatewayServer", "HL7v2Messages", "SandboxSupport", "Journal",
                "SubmissionMetadata", "XDSMessages",
            ],
            excluding: ["Snapshots"]),
        tests("EndToEndTests", uses: ["GatewayServer", "SandboxSupport", "AuthorTrust", "CDADocuments", "Delivery", "Journal", "RecordStore", "XDSMessages"]),
        tests(
            "SampleTests",
            uses: [
                "AuthorTrust", "CDADocuments", "Classification", "ClinicalTypes", "CredentialChecks", "SubmissionMetadata", "Validation", "XDSMessages",
            ]),
    ]
)
