// `passerelle directory`: the directory of professionals, imported from the public extractions and asked.

import ArgumentParser
import ClinicalTypes
import Foundation
import GatewayServer
import PractitionerDirectory

/// Imports the directory of professionals and asks it.
struct DirectoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "directory", abstract: "Import the public directory of professionals (RPPS), or ask it.",
        subcommands: [Import.self, Show.self, List.self])

    /// Which directory file is meant.
    struct Place: ParsableArguments {
        @OptionGroup var source: ConfigurationOptions
        @Option(name: .customLong("file"), help: "The directory file; without it, directory.file of the configuration.", completion: .file())
        var file: String?

        func path() throws -> String {
            let path = try file ?? source.read().directory.file
            guard !path.isEmpty else { throw ProgramExit.usage("no directory: give --file, or directory.file in the configuration") }
            return path
        }

        func open() throws -> ImportedDirectory {
            do { return try ImportedDirectory(path: path()) } catch let failure as DirectoryFailure {
                throw ProgramExit.configuration(failure.description)
            }
        }
    }

    /// Puts a new directory in the place of the old one.
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import the unpacked public extractions; they replace the directory in one step, or leave it as it was.",
            discussion: """
                Takes PS_LibreAcces_Personne_activite_….txt, with PS_LibreAcces_SavoirFaire_….txt where specialities stand apart, or the extraction for \
                Pro Santé Connect. A file that was cut, has other columns or another encoding, or is far smaller than what it replaces, is refused.
                """)

        @OptionGroup var place: Place
        @Option(help: "Refuse fewer activities than so many percent of those in force; 0 takes any.")
        var leastShare = DirectoryImport.usualLeastShare
        @Argument(help: "The extractions; together they make the whole directory.", completion: .file(extensions: ["txt"]))
        var files: [String]

        func validate() throws {
            guard (0...100).contains(leastShare) else { throw ValidationError("--least-share: a number from 0 to 100 was expected") }
        }

        func run() throws {
            let path = try place.path()
            do throws(DirectoryFailure) {
                let result = try DirectoryImport(into: path, leastShare: leastShare).run(files, now: Date()) { done, total in
                    Terminal.showProgress(done * 100 / max(total, 1), of: 100, "import, percent")
                }
                let former = result.formerActivities.map { ", \($0) before" } ?? ""
                Terminal.say("\(path): \(result.activities) activities\(former)" + (result.expertise > 0 ? ", \(result.expertise) specialities" : ""))
            } catch {
                switch error.code {
                case .unreadable: throw ProgramExit.usage(error.description)
                case .busy, .storage: throw ProgramExit.unreachable(error.description)
                case .columns, .encoding, .fields, .identifier, .lineTooLong, .shrunken:
                    Terminal.complain(error.description)
                    throw ProgramExit.documentRefused
                }
            }
        }
    }

    /// Shows professionals.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show whom the directory knows by a national identifier.")

        @OptionGroup var place: Place
        @Argument(help: "National identifiers with their prefix (8 and an RPPS number, 0 and an ADELI number), or RPPS numbers alone.")
        var identifiers: [String]

        func run() throws {
            let directory = try place.open()
            var isEveryoneKnown = true
            for identifier in identifiers {
                let entries = try directory.entries(for: identifier.utf8.count == 11 ? "8" + identifier : identifier)
                if entries.isEmpty {
                    Terminal.say("\(identifier)  not in the directory")
                    isEveryoneKnown = false
                }
                for entry in entries { show(entry) }
            }
            guard isEveryoneKnown else { throw ProgramExit.documentRefused }
        }

        private func show(_ entry: NamedIdentity) {
            let name = [entry.familyName, entry.givenName].compactMap(\.self).joined(separator: " ")
            let expertise = entry.expertise.map(\.code).joined(separator: " ")
            Terminal.say("\(entry.person ?? "")  \(name)  profession \(entry.profession?.code ?? "-")" + (expertise.isEmpty ? "" : "  expertise \(expertise)"))
            for structure in entry.structures {
                Terminal.say("  \([structure.identifier, structure.sector?.code, structure.name].compactMap(\.self).joined(separator: "  "))")
            }
        }
    }

    /// Lists what the directory holds.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List where the directory comes from, and how many persons of each profession it knows.")

        @OptionGroup var place: Place

        func run() throws {
            let directory = try place.open()
            for (name, value) in directory.properties.sorted(by: { $0.key < $1.key }) where name != "version" { Terminal.say("\(name): \(value)") }
            for count in try directory.countsByProfession() {
                let code = count.profession.isEmpty ? "-" : count.profession
                Terminal.say("profession \(code)\(count.category == "E" ? " (student)" : ""): \(count.persons)")
            }
        }
    }
}
