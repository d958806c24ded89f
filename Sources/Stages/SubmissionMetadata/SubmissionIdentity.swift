// The names and the time of one submission, handed in: this stage draws no random numbers and reads no clock.

public import ClinicalTypes
public import FoundationEssentials

/// The names that a submission needs beyond what the document says, and its time.
///
/// Written down with the passage, it makes the same submission again after a crash, under the same names.
public struct SubmissionIdentity: Sendable, Hashable, Codable {
    /// Names the DocumentEntry.
    public var entry: UUID
    /// Names the SubmissionSet; its unique id is made of the same number.
    public var submissionSet: UUID
    /// Names the association that makes the entry a member of the set.
    public var membership: UUID
    /// Names the association to an earlier document, where there is one.
    public var relation: UUID
    /// When the document is submitted.
    public var submissionTime: Date

    /// States every name.
    public init(entry: UUID, submissionSet: UUID, membership: UUID, relation: UUID, submissionTime: Date) {
        self.entry = entry
        self.submissionSet = submissionSet
        self.membership = membership
        self.relation = relation
        self.submissionTime = submissionTime
    }

    /// Draws every name from a source of UUIDs.
    public init(submissionTime: Date, from next: () -> UUID) {
        self.init(entry: next(), submissionSet: next(), membership: next(), relation: next(), submissionTime: submissionTime)
    }

    /// The unique id of the SubmissionSet: the UUID as an object identifier.
    public var submissionSetUniqueID: OID { OID(uuid: submissionSet) }
}

extension OID {
    /// The object identifier that stands for a UUID: `2.25.` and its value as one number (ITU-T X.667, 6).
    public init(uuid: UUID) {
        let number = withUnsafeBytes(of: uuid.uuid) { bytes in bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) } }
        guard let oid = OID(dotted: "2.25.\(number)") else { preconditionFailure("a number of 128 bits is no arc of an OID") }
        self = oid
    }
}

extension UUID {
    /// The UUID as a registry writes it: `urn:uuid:` and lower-case digits.
    var urn: String { "urn:uuid:\(uuidString.lowercased())" }
}
