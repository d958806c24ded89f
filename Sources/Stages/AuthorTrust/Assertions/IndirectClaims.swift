// What an assertion of a structure says of one person and one patient: kept with a submission, signed anew for each message.

public import ClinicalTypes
public import Foundation

/// What a structure states of somebody who acts in its name.
///
/// It holds nothing that ends: the moments and the identifier of an assertion are made when it is signed.
public struct IndirectClaims: Sendable, Hashable, Codable {
    /// How the person was authenticated: in one of the indirect modes.
    public var mode: AuthenticationMode
    /// The person, PS_IdNat; whoever is responsible, where a program acts.
    public var person: String
    /// The person's name, or that of the program.
    public var name: String
    /// The profession, or the role of those who have none (JDV_J65).
    public var profession: CodedValue
    /// The speciality, where there is one.
    public var expertise: CodedValue?
    /// The structure that vouches, Struct_IdNat.
    public var structure: String
    /// The sector of activity (TRE_R02).
    public var sector: CodedValue
    /// The patient: content, never logged.
    public var patient: ClaimedPatient
    /// The confidentiality that was asked for, such as a secret connection for a minor.
    public var confidentiality: CodedValue?
    /// When the person was authenticated.
    public var authenticated: Date
    /// How, by the URI of the class; nil for a way that is not stated.
    public var authenticatedBy: String?
    /// Why the record is accessed; nil for the usual case.
    public var access: AccessMode?
    /// The reason of an access in an emergency.
    public var reason: String?

    /// States claims.
    public init(
        mode: AuthenticationMode = .indirect, person: String, name: String, profession: CodedValue, expertise: CodedValue? = nil, structure: String,
        sector: CodedValue, patient: ClaimedPatient, confidentiality: CodedValue? = nil, authenticated: Date, authenticatedBy: String? = nil,
        access: AccessMode? = nil, reason: String? = nil
    ) {
        self.mode = mode
        self.person = person
        self.name = name
        self.profession = profession
        self.expertise = expertise
        self.structure = structure
        self.sector = sector
        self.patient = patient
        self.confidentiality = confidentiality
        self.authenticated = authenticated
        self.authenticatedBy = authenticatedBy
        self.access = access
        self.reason = reason
    }
}

extension IndirectClaims: CustomStringConvertible, CustomReflectable {
    /// The mode: nobody's name.
    public var description: String { "claims \(mode.rawValue)" }
    /// Nothing: a dump shows nobody.
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}

extension VIHF {
    /// The profile's claims out of what a structure states, made by this software.
    init(_ claims: IndirectClaims, version: String, software: SendingSoftware) {
        self.init(
            version: version, mode: claims.mode, subject: claims.person, subjectName: claims.name, profession: claims.profession, expertise: claims.expertise,
            structure: claims.structure, sector: claims.sector, access: claims.access ?? .normal, reason: claims.reason, patient: claims.patient,
            software: software, confidentiality: claims.confidentiality)
    }
}
