// `passerelle diff-packs`: what changes for documents when one rule pack takes the place of another.

import ArgumentParser
import ClinicalTypes
import Foundation
import PackShelf
import Validation

/// Judges documents by two packs and tells the difference.
struct DiffPacksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff-packs", abstract: "Tell which documents change verdict, and which findings come and go, from one rule pack to another.",
        discussion:
            "Packs are named as NAME or NAME@VERSION, as folders, or as `core` for the core pack alone. Exit code 0 when nothing changes, 1 when something does."
    )

    @Argument(help: "The pack that judges today.") var old: String
    @Argument(help: "The pack that is to take its place.") var new: String
    @OptionGroup var input: DocumentFiles
    @OptionGroup var place: ShelfOption
    @OptionGroup var languageOption: LanguageOption
    @Option(help: "text for people, json for programs.") var format: ValidateCommand.Format = .text

    func run() async throws {
        let names = try input.names()
        let judges = (old: try judge(old), new: try judge(new))
        var comparison = PackComparison(old: judges.old.identities, new: judges.new.identities)
        for (number, file) in names.enumerated() {
            Terminal.showProgress(number, of: names.count, "diff-packs")
            let source = try InputFiles.read(file)
            comparison.add(file, old: judges.old.examine(source).report, new: judges.new.examine(source).report)
        }
        Terminal.showProgress(names.count, of: names.count, "diff-packs")
        Terminal.say(format == .json ? comparison.json() : comparison.text(languageOption.language), terminator: "")
        if !comparison.isSame { throw ProgramExit.documentRefused }
    }

    private func judge(_ reference: String) throws -> Validator {
        var packs: [RulePack] = []
        if reference != "core" {
            let shelf = place.shelf
            packs = [try place.naming { () throws(PackFailure) in reference.contains("/") ? try shelf.pack(at: reference) : try shelf.pack(reference) }]
        }
        do {
            return Validator(core: try RulePack.core(), packs: packs, options: ValidationOptions(now: { Date() }))
        } catch {
            throw ProgramExit.configuration("core pack: \(error)")
        }
    }
}
