// What the gateway made of a document that came in.

public import ClinicalTypes
public import Journal

/// Why a document was refused, which decides what the door answers.
public enum Refusal: String, Sendable, Hashable, Codable {
    /// Nobody showed who sends.
    case credentialMissing
    /// Who sends may not send this.
    case credential
    /// The document breaks rules.
    case document
    /// The type of the document is in no table.
    case classification
    /// The registry entry cannot be written.
    case metadata
    /// The patient has said no.
    case consent
    /// Other bytes are held under the document's id.
    case conflict
}

/// What the gateway made of a document: the passage that is written down, and the verdicts behind it.
public struct Reception: Sendable {
    /// The passage; nil only where who sends is unknown or unproven, of which nothing is kept.
    public var passage: Passage?
    /// Why it was refused; nil when it was accepted.
    public var refusal: Refusal?
    /// Whether the same bytes were accepted before.
    public var isRepetition = false
    /// What the judge, the classifier and the registrar found.
    public var report: ValidationReport
    /// What the check of the sender says.
    public var author: AuthorVerdict
    /// Where the document belongs.
    public var classified: Classified?
}

/// What is sealed of the verdicts with a passage.
public struct SealedVerdicts: Sendable, Codable {
    /// What was found.
    public var report: ValidationReport
    /// What the check of the sender says.
    public var author: AuthorVerdict
    /// Where the document belongs.
    public var classified: Classified?
}

extension Reception {
    /// Nobody showed who sends: nothing is looked at, nothing is kept.
    static let nobody = Reception(refusal: .credentialMissing, report: ValidationReport(findings: [], packs: []), author: AuthorVerdict(checks: []))

    /// The certificate does not hold: nothing is looked at, nothing is kept, or anybody could fill the disk.
    static func stranger(_ verdict: AuthorVerdict) -> Reception {
        Reception(refusal: .credential, report: ValidationReport(findings: [], packs: []), author: verdict)
    }
}
