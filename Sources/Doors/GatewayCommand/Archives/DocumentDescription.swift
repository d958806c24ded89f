// A document judged, classified and described in the order of the gateway, without its journal.

import Classification
import ClinicalTypes
import Foundation
import SubmissionMetadata
import Validation
import ZIPArchives

/// Describes documents for a registry, as the gateway would.
struct DocumentDescription {
    var judge: Validator
    var writer: MetadataWriter
    var moment: Date

    /// The description, or what refuses it.
    func of(_ source: [UInt8]) -> MetadataVerdict {
        let examination = judge.examine(source)
        guard let document = examination.document, examination.report.isAcceptable(undecided: false) else { return .refused(examination.report.findings) }
        switch Classifier().classify(document) {
        case .refused(let findings): return .refused(findings)
        case .classified(let classified):
            let identity = SubmissionIdentity(submissionTime: moment, from: { UUID() })
            return writer.description(of: document, classified: classified, bytes: source, identity: identity)
        }
    }
}

extension ZIPMoment {
    /// The time in UTC, so that an archive does not tell where it was made.
    init(_ date: Date) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        self.init(
            year: parts.year ?? 0, month: parts.month ?? 1, day: parts.day ?? 1, hour: parts.hour ?? 0, minute: parts.minute ?? 0, second: parts.second ?? 0)
    }
}
