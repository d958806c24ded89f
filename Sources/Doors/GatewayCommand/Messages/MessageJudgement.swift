// A message judged as the MLLP door judges it: its form, its agreement with its documents, and the documents.

import CDADocuments
import ClinicalTypes
import HL7v2Messages
import Intake
import Validation

/// Judges messages without a gateway.
struct MessageJudgement {
    /// The one judge of documents.
    let judge: Validator

    /// The documents of a message with all that is wrong; the message itself where none comes out of it.
    func documents(of entry: MessageFile.Entry) -> [(document: JudgedDocument, source: [UInt8])] {
        let intake = TransmissionIntake(processingIDs: ["P", "T", "D"])
        func whole(_ findings: [Finding]) -> [(document: JudgedDocument, source: [UInt8])] {
            let report = ValidationReport(findings: findings, packs: [])
            return [(JudgedDocument(file: entry.name, source: entry.bytes, report: report), entry.bytes)]
        }
        switch HL7Message.read(entry.bytes) {
        case .failure(let unreadable): return whole([intake.refusal(of: unreadable).1])
        case .success(let message):
            switch intake.receive(message) {
            case .refused(_, let findings): return whole(findings)
            case .consent, .nothing: return whole(message.tolerances.map(Self.tolerance))
            case .documents(let transmission): return judged(transmission, of: entry)
            }
        }
    }

    private func judged(_ transmission: DocumentTransmission, of entry: MessageFile.Entry) -> [(document: JudgedDocument, source: [UInt8])] {
        let replaces = transmission.documents.contains { (try? CDADocument.read($0.bytes).get())?.relatedDocuments.isEmpty == false }
        return transmission.documents.enumerated().map { number, enclosure in
            let examination = judge.examine(enclosure.bytes)
            var report = examination.report
            if let document = examination.document {
                report.findings += transmission.disagreements(with: document, at: enclosure, siblingReplaces: replaces).map(\.finding)
            }
            // What is said of the message as a whole is told once.
            if number == 0 { report.findings = transmission.remarks + report.findings }
            let name = "\(entry.name)/\(enclosure.place)"
            return (JudgedDocument(file: name, source: enclosure.bytes, report: report), enclosure.bytes)
        }
    }

    private static func tolerance(_ tolerance: MessageTolerance) -> Finding {
        Finding(
            code: tolerance.rawValue, severity: .warning, stage: .intake,
            message: Bilingual(fr: "Écart au standard, sans conséquence.", en: "A departure from the standard, without consequence."))
    }
}
