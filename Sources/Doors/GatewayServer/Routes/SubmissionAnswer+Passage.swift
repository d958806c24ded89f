// A passage of the journal, as its sender sees it.

import Acknowledgement
import ClinicalTypes
import Foundation
import Gateway
import Journal

extension SubmissionAnswer {
    /// A passage, with the verdicts behind it where they are at hand.
    init(_ passage: Passage, classified: Classified? = nil, author: AuthorVerdict? = nil, report: ValidationReport? = nil) {
        self.init(
            id: passage.id.text, state: passage.storeLeg.rawValue, receivedAt: passage.receivedAt, uniqueID: passage.facts.uniqueID, sha256: passage.sha256,
            size: passage.size, classified: classified, author: author, report: report, failure: passage.failure.map { ($0.code, $0.message) })
    }

    /// A passage with its timeline, and the verdicts as they were sealed.
    init(_ record: PassageRecord, sealed: [UInt8]?) {
        let verdicts = sealed.flatMap { try? JSONDecoder().decode(SealedVerdicts.self, from: Data($0)) }
        self.init(record.passage, classified: verdicts?.classified, author: verdicts?.author, report: verdicts?.report)
        timeline = record.timeline.map {
            TimelineEntry(at: $0.instant, event: $0.kind.rawValue, state: $0.to.rawValue, code: $0.code, detail: $0.detail)
        }
    }
}
