// What a patient allows, as the establishment's administration announced it.

public import struct Foundation.Date

/// What a patient allows; the journal keeps it under a pseudonym of the patient.
public struct PatientConsent: Sendable, Hashable {
    /// Whether the patient opposes the feeding of the record; nil where it was not asked.
    public var opposesFeeding: Bool?
    /// Whether the patient lets the record be consulted; nil where it was not asked.
    public var allowsConsultation: Bool?
    /// When it was announced to this gateway.
    public var announcedAt: Date

    /// States what is allowed.
    public init(opposesFeeding: Bool?, allowsConsultation: Bool?, announcedAt: Date) {
        self.opposesFeeding = opposesFeeding
        self.allowsConsultation = allowsConsultation
        self.announcedAt = announcedAt
    }
}
