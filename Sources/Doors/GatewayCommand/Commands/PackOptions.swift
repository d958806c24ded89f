// Which rule packs a command works with, and where they stand.

import ArgumentParser
import Foundation
import PackShelf
import Validation

/// The folder of the packs.
struct ShelfOption: ParsableArguments {
    @Option(name: .customLong("packs"), help: "The folder of the rule packs; by default that of the user.", completion: .directory)
    var folder: String?

    /// The folder as it is seen from anywhere; empty for the user's.
    var absoluteFolder: String { folder.map { URL(filePath: $0, directoryHint: .isDirectory).absoluteURL.standardizedFileURL.path } ?? "" }

    /// The shelf.
    var shelf: RulePackShelf { RulePackShelf(folder: absoluteFolder, environment: ProcessInfo.processInfo.environment) }

    /// Does something with packs; what is wrong with one is what is wrong with the configuration.
    func naming<Value>(_ work: () throws(PackFailure) -> Value) throws(ProgramExit) -> Value {
        do throws(PackFailure) { return try work() } catch { throw .configuration("\(error)") }
    }
}

/// The packs to judge by.
struct PackOptions: ParsableArguments {
    @Option(help: "A rule pack to judge by besides the core pack, as NAME or NAME@VERSION (`passerelle pack list`), or a folder; may be given several times.")
    var pack: [String] = []
    @OptionGroup var place: ShelfOption

    /// The folder of the packs; empty for the user's.
    var absoluteFolder: String { place.absoluteFolder }

    /// The packs, ready to judge.
    func packs() throws(ProgramExit) -> [RulePack] {
        let shelf = place.shelf
        return try place.naming { () throws(PackFailure) in
            var packs: [RulePack] = []
            for reference in pack { packs.append(try reference.contains("/") ? shelf.pack(at: reference) : shelf.pack(reference)) }
            return packs
        }
    }
}
