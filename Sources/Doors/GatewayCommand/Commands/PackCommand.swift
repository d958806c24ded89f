// `passerelle pack`: rule packs, brought in, listed, shown and checked.

import ArgumentParser
import ClinicalTypes
import Foundation
import PackShelf
import Validation

/// Keeps rule packs.
struct PackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack", abstract: "Add, list, show and check rule packs.",
        discussion: """
            A pack is a folder of XML Schemas, Schematrons and value sets, with a pack.json or laid out as the national test tool (TestContenuCDA). What is added \
            is copied and never changes: several versions stand side by side, and every report names the version and the digest. Exit code 3 when a pack \
            cannot be used.
            """,
        subcommands: [Add.self, List.self, Show.self, Check.self], defaultSubcommand: List.self)

    /// Adds a pack.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Copy a pack onto the shelf, and say what is wrong with it.")

        @Argument(help: "The folder of the pack.", completion: .directory) var folder: String
        @Option(help: "The name to give it; by default the manifest's, or ans for the national layout.") var name: String?
        @Option(name: .customLong("pack-version"), help: "The version to give it; by default the manifest's, or that of the latest model.") var packVersion:
            String?
        @OptionGroup var place: ShelfOption

        func run() async throws {
            let pack = try place.naming { () throws(PackFailure) in try place.shelf.add(folder, name: name, version: packVersion) }
            PackText.summary(of: pack)
            PackText.defects(pack.manifest.defects)
            Terminal.say("Judge by it: passerelle validate --pack \(pack.manifest.name) FILE…")
        }
    }

    /// Lists the packs.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the packs of the shelf, and the core pack.")

        @OptionGroup var place: ShelfOption

        func run() async throws {
            let core = try RulePack.core()
            Terminal.say("\(core.identity.name)@\(core.identity.version)  sha256 \(core.identity.digest.prefix(16))  (inside the program)")
            for pack in try place.naming({ () throws(PackFailure) in try place.shelf.packs() }) {
                Terminal.say("\(pack.reference)  sha256 \(pack.manifest.digest.prefix(16))  \(PackText.contents(of: pack.manifest))")
            }
        }
    }

    /// Shows one pack.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a pack: its schemas with the templates they apply to, its value sets, its defects.")

        @Argument(help: "The pack, as NAME or NAME@VERSION.") var reference: String
        @Flag(help: "Print the manifest as it stands, for programs.") var json = false
        @OptionGroup var place: ShelfOption

        func run() async throws {
            let pack = try place.naming { () throws(PackFailure) in try place.shelf.find(reference) }
            if json { return Terminal.say(pack.manifest.text, terminator: "") }
            PackText.summary(of: pack)
            if let schema = pack.manifest.schema { Terminal.say("grammar: \(schema)") }
            Terminal.say("schemas:")
            for schematron in pack.manifest.schematrons {
                let templates = schematron.templates.map { $0.isEmpty ? "never: the template is not known" : $0.map(\.description).joined(separator: ", ") }
                Terminal.say("  \(schematron.file)  \(templates ?? "every document")")
            }
            if !pack.manifest.valueSets.isEmpty { Terminal.say("value sets: \(pack.manifest.valueSets.joined(separator: ", "))") }
            PackText.defects(pack.manifest.defects)
        }
    }

    /// Checks packs.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Hold every file against its digest, and compile every schema.")

        @Argument(help: "Packs, as NAME or NAME@VERSION, or folders; by default all on the shelf.") var references: [String] = []
        @OptionGroup var place: ShelfOption

        func run() async throws {
            let shelf = place.shelf
            let checks = try place.naming { () throws(PackFailure) in
                if references.isEmpty { return try shelf.packs().map { ($0.reference, shelf.check($0)) } }
                var checks: [(String, PackCheck)] = []
                for reference in references {
                    checks.append(
                        (reference, try reference.contains("/") || reference == "." ? shelf.check(folder: reference) : shelf.check(shelf.find(reference))))
                }
                return checks
            }
            var unusable = 0
            for (name, check) in checks {
                for failure in check.failures { Terminal.say("\(failure)") }
                PackText.defects(check.defects)
                if !check.failures.isEmpty { unusable += 1 }
                let state = check.failures.isEmpty ? "as it was added" : "changed: \(check.failures.count) files"
                Terminal.say("\(name): \(state), \(check.manifest.files.count) files, \(check.assertionCount) assertions, \(check.defects.count) defects")
            }
            if unusable > 0 { throw ProgramExit.configuration("\(unusable) of \(checks.count) packs cannot be used") }
        }
    }
}

/// What is said of packs.
enum PackText {
    static func summary(of pack: ShelvedPack) {
        Terminal.say("\(pack.reference)  sha256 \(pack.manifest.digest)")
        Terminal.say("\(pack.folder)  \(contents(of: pack.manifest)), \(pack.bytes / 1024) KiB")
    }

    static func contents(of manifest: PackManifest) -> String {
        let disabled = Set(manifest.defects.flatMap(\.disables)).count
        let schemas = "\(manifest.schematrons.count) Schematrons (\(manifest.schematrons.count(where: \.isGeneric)) for every document)"
        return "\(schemas), \(manifest.files.count) files, \(manifest.defects.count) defects disabling \(disabled) rules"
    }

    static func defects(_ defects: [PackDefect]) {
        for defect in defects { Terminal.say("  \(defect)") }
    }
}
