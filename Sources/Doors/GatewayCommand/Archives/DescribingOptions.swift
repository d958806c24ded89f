// How documents are described for a registry, and those that are.

import ArgumentParser
import ClinicalTypes
import CodeSystems
import Foundation
import SubmissionMetadata
import Validation
import XDSMessages

/// How documents are described for a registry.
struct DescribingOptions: ParsableArguments {
    @Option(name: .customLong("source-id"), help: "The OID of the system that submits.")
    var sourceID = "1.2.250.1.213.4.1.99"
    @Option(help: "The activity that led to the submission, a code of JDV_J59.")
    var activity = "07"
    @OptionGroup var judging: JudgingOptions

    /// One submission of all documents; tells what refuses one, and then makes none.
    func submission(of files: [String], at moment: Date, _ language: Language) throws -> (XDMSubmission, [DescribedDocument]) {
        guard let oid = OID(dotted: sourceID) else { throw ProgramExit.usage("--source-id: an object identifier was expected") }
        guard let contentType = CodeTables.contentTypes.entries(of: activity).first else {
            throw ProgramExit.usage("--activity: a code of JDV_J59 was expected, for instance 07")
        }
        let description = DocumentDescription(
            judge: try judging.judge(), writer: MetadataWriter(options: MetadataOptions(sourceID: oid, contentType: contentType)), moment: moment)
        let renderer = TextReport(language: language, width: Terminal.width, isColoured: Terminal.showsColours)
        var described: [DescribedDocument] = []
        var refused = 0
        for file in files {
            let source = try InputFiles.read(file)
            switch description.of(source) {
            case .described(let submission): described.append((submission, source))
            case .refused(let findings):
                refused += 1
                // A document that the rules left undecided has no error to tell, only what was found.
                let errors = findings.filter { $0.severity >= .error }
                for finding in errors.isEmpty ? findings : errors { Terminal.say(renderer.text(for: finding, file: file, source: source), terminator: "") }
            }
        }
        if refused > 0 { throw ProgramExit.documentRefused }
        guard Set(described.map(\.description.entry.uniqueId)).count == described.count else {
            throw ProgramExit.usage("two of the documents have the same id")
        }
        guard let submission = XDMSubmission(sharing: described) else {
            throw ProgramExit.usage("the documents are of several patients: submit those of each apart")
        }
        return (submission, described)
    }
}

/// A document with its description.
typealias DescribedDocument = (description: DescribedSubmission, bytes: [UInt8])

extension [DescribedSubmission] {
    /// The documents whose relation to an earlier one is cut, because that one is not among them.
    var cut: [DescribedSubmission] {
        filter { one in one.relation.map { relation in !contains { $0.entry.uniqueId == relation.targetUniqueID } } ?? false }
    }
}
