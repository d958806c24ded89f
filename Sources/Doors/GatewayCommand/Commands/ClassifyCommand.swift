// `passerelle classify`: the type, the class and the space of documents, and the rule that decided.

import ArgumentParser
import CDADocuments
import Classification
import ClinicalTypes
import Foundation
import Validation

/// Classifies documents.
struct ClassifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify", abstract: "Name the type, the class and the space of documents, and the rule that decided.",
        discussion: "A type that is in no table is refused with the nearest known codes, and the exit code is 1.")

    @OptionGroup var input: InputFiles
    @OptionGroup var languageOption: LanguageOption

    @Option(help: "text for people, json for programs (one object a line).")
    var format: ValidateCommand.Format = .text

    private struct Line: Encodable {
        var file: String
        var space: String?
        var classified: Classified?
        var findings: [Finding]
    }

    func run() async throws {
        let classifier = Classifier()
        let renderer = TextReport(language: languageOption.language, width: Terminal.width, isColoured: Terminal.showsColours)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var refused = 0
        for file in input.files {
            let source = try InputFiles.read(file)
            let line: Line
            switch CDADocument.read(source) {
            case .failure:
                let core = try JudgingOptions.parse([]).judge()
                line = Line(file: file, space: nil, classified: nil, findings: core.examine(source).report.findings)
            case .success(let document):
                switch classifier.classify(document) {
                case .classified(let classified): line = Line(file: file, space: classified.space?.label, classified: classified, findings: [])
                case .refused(let findings): line = Line(file: file, space: nil, classified: nil, findings: findings)
                }
            }
            if line.classified == nil { refused += 1 }
            switch format {
            case .json: Terminal.say(String(decoding: try encoder.encode(line), as: UTF8.self))
            case .text:
                if let classified = line.classified {
                    Terminal.say("\(file): \(classified.space?.label ?? notDisplayed)  [\(explanation(of: classified))]")
                } else {
                    for finding in line.findings { Terminal.say(renderer.text(for: finding, file: file, source: source), terminator: "") }
                }
            }
        }
        if refused > 0 { throw ProgramExit.documentRefused }
    }

    private var notDisplayed: String { languageOption.language == .french ? "(non affiché)" : "(not displayed)" }

    private func explanation(of classified: Classified) -> String {
        let isFrench = languageOption.language == .french
        let rule =
            switch classified.rule {
            case .typeOverride: isFrench ? "espace propre au type" : "space of the type itself"
            case .classDefault: isFrench ? "espace par défaut de la classe" : "default space of the class"
            case .notDisplayed: isFrench ? "classe non affichée" : "class not displayed"
            }
        let type = [classified.type.code, classified.type.displayName].compactMap(\.self).joined(separator: " ")
        let documentClass = [classified.classCode.code, classified.classCode.displayName].compactMap(\.self).joined(separator: " ")
        return "type \(type); \(isFrench ? "classe" : "class") \(documentClass); \(rule); \(classified.source)"
    }
}
