// Who wrote a document or a submission, as registry metadata writes it.

/// An author: the slots of one author Classification (ITI TF-3 4.2.3.2.1).
public struct Author: Sendable, Hashable, Codable {
    /// The person or device, an HL7 v2 XCN; slot `authorPerson`.
    public var person: String?
    /// The institutions, HL7 v2 XON; slot `authorInstitution`.
    public var institutions: [String]
    /// The roles; slot `authorRole`.
    public var roles: [String]
    /// The specialties; slot `authorSpecialty`.
    public var specialties: [String]
    /// The telecommunication addresses, HL7 v2 XTN; slot `authorTelecommunication`.
    public var telecommunications: [String]

    /// States an author.
    public init(
        person: String? = nil, institutions: [String] = [], roles: [String] = [], specialties: [String] = [],
        telecommunications: [String] = []
    ) {
        self.person = person
        self.institutions = institutions
        self.roles = roles
        self.specialties = specialties
        self.telecommunications = telecommunications
    }
}
