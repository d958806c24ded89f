// What is told of one archive.

import ClinicalTypes
import CredentialChecks
import SubmissionMetadata
import XDSMessages
import XMLTree
import ZIPArchives

/// What is told of one archive, in the names of its JSON form.
struct ArchiveAccount: Encodable {
    struct Submission: Encodable {
        var folder: String?
        var uniqueId: String?
        var sourceId: String?
        var submissionTime: String?
        var documents: [Document]
    }

    struct Document: Encodable {
        var file: String?
        var uniqueId: String
        var title: String?
        var typeCode: String?
        var formatCode: String?
        var mimeType: String
        var size: Int
        var hash: String
    }

    struct Fault: Encodable {
        var code: String
        var isRemark: Bool
        var file: String?
        var object: String?
        var detail: String?
        var message: String
    }

    var file: String
    var isAcceptable: Bool
    var submissions: [Submission] = []
    var faults: [Fault] = []

    /// Reads and checks an archive.
    init(of bytes: [UInt8], file: String, language: Language) {
        self.file = file
        do {
            var archive = try XDMArchive(reading: bytes, sha1: Digest.sha1)
            archive.compareDocuments()
            isAcceptable = archive.isAcceptable
            submissions = archive.submissions.map(Submission.init)
            faults = archive.faults.map { Fault($0, language) }
        } catch {
            isAcceptable = false
            let place = error.entry.map { language == .french ? "entrée \($0)" : "entry \($0)" }
            faults = [
                Fault(code: error.code.rawValue, isRemark: false, object: place, detail: error.detail, message: error.code.words[language])
            ]
        }
    }

    /// The account for people.
    func text(_ language: Language) -> String {
        let verdict = Bilingual(fr: isAcceptable ? "archive acceptable" : "archive refusée", en: isAcceptable ? "acceptable" : "refused")
        var lines = ["\(file): \(verdict[language])"]
        for submission in submissions {
            lines.append(["  " + (submission.folder ?? ""), submission.uniqueId, submission.submissionTime].compactMap(\.self).joined(separator: "  "))
            for document in submission.documents {
                let facts = [document.uniqueId, document.typeCode, document.mimeType, "\(document.size)", document.title]
                lines.append("    " + (document.file ?? "") + "  " + facts.compactMap(\.self).joined(separator: "  "))
            }
        }
        for fault in faults {
            let weight = Bilingual(fr: fault.isRemark ? "remarque" : "erreur", en: fault.isRemark ? "note" : "error")[language]
            let place = [fault.file, fault.object, fault.detail].compactMap(\.self).joined(separator: ", ")
            lines.append("  \(weight): \(fault.message) [\(fault.code)]" + (place.isEmpty ? "" : " (\(place))"))
        }
        // A title or a name from an archive must not steer the terminal.
        return lines.map(Terminal.harmless).joined(separator: "\n")
    }
}

extension ArchiveAccount.Submission {
    init(_ submission: XDMSubmission) {
        let set = submission.objects.submissionSets.first
        self.init(
            folder: submission.folder, uniqueId: set?.uniqueId.nonEmpty, sourceId: set?.sourceId.nonEmpty, submissionTime: set?.submissionTime,
            documents: submission.documents.map(ArchiveAccount.Document.init))
    }
}

extension ArchiveAccount.Document {
    init(_ document: XDMDocument) {
        self.init(
            file: document.file, uniqueId: document.entry.uniqueId, title: document.entry.title, typeCode: document.entry.typeCode?.code,
            formatCode: document.entry.formatCode?.code, mimeType: document.entry.mimeType, size: document.bytes.count,
            hash: hexadecimal(Digest.sha1(document.bytes)))
    }
}

extension ArchiveAccount.Fault {
    init(_ fault: XDMFault, _ language: Language) {
        let parse = fault.parse.map { "\($0.code.rawValue), \($0.line):\($0.column)" }
        self.init(
            code: fault.code.rawValue, isRemark: fault.code.isRemark, file: fault.file, object: fault.object, detail: fault.detail ?? parse,
            message: fault.code.words[language])
    }
}

extension String {
    /// The text, nil where there is none.
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
