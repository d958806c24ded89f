// What an assertion of the French profile (VIHF) claims: who acts, in whose name, how, for which patient, with which software.

public import ClinicalTypes

/// Why and how somebody comes to a patient's record (TRE_R248).
public enum AccessMode: String, Sendable, Hashable, Codable, CaseIterable {
    /// As an authorised professional.
    case normal
    /// In an emergency, without an authorisation.
    case breakGlass = "bris_de_glace"
    /// As a regulating physician of the emergency medical service.
    case regulation = "centre_15"
}

/// The software that made an assertion.
public struct SendingSoftware: Sendable, Hashable, Codable {
    /// The name, `LPS_Nom`.
    public var name: String
    /// The version, `LPS_Version`.
    public var version: String
    /// The instance, `LPS_ID`, where it is said.
    public var instance: String?
    /// The number of its homologation, `LPS_ID_HOMOLOGATION_DMP`.
    public var homologation: String

    /// Names a software.
    public init(name: String, version: String, instance: String? = nil, homologation: String) {
        self.name = name
        self.version = version
        self.instance = instance
        self.homologation = homologation
    }
}

/// A patient as an assertion names one; the description holds nothing of it.
public struct ClaimedPatient: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The identifier: content, never logged.
    public var identifier: String
    /// Its namespace, an OID.
    public var root: String

    /// Names a patient.
    public init(identifier: String, root: String) {
        self.identifier = identifier
        self.root = root
    }

    /// Nothing of the patient.
    public var description: String { "patient" }

    /// Reads `value^^^&root&ISO^type` (CX); nil for another form.
    public init?(written text: String) {
        let parts = text.split(separator: "^", omittingEmptySubsequences: false)
        guard parts.count == 5, !parts[0].isEmpty, parts[1].isEmpty, parts[2].isEmpty, ["NH", "INS-C", "PI", "INS"].contains(parts[4]) else { return nil }
        let authority = parts[3].split(separator: "&", omittingEmptySubsequences: false)
        guard authority.count == 3, authority[0].isEmpty, authority[2] == "ISO", (try? OID(String(authority[1]))) != nil else { return nil }
        identifier = String(parts[0])
        root = String(authority[1])
    }

    /// The text of an assertion.
    var written: String { "\(identifier)^^^&\(root)&ISO^NH" }
}

/// The claims of one assertion of the French profile.
public struct VIHF: Sendable, Hashable {
    /// The version of the profile: `3.0` or `4.0`.
    public var version: String
    /// How the user was authenticated.
    public var mode: AuthenticationMode
    /// The user, PS_IdNat: `Subject/NameID`.
    public var subject: String
    /// The user's name, where it is said.
    public var subjectName: String?
    /// The profession, or the role of those who have none.
    public var profession: CodedValue
    /// The speciality, where it is said.
    public var expertise: CodedValue?
    /// The structure, Struct_IdNat.
    public var structure: String
    /// The sector of activity.
    public var sector: CodedValue
    /// Why the record is accessed.
    public var access: AccessMode
    /// The reason, for an access in an emergency.
    public var reason: String?
    /// The patient.
    public var patient: ClaimedPatient
    /// The software.
    public var software: SendingSoftware
    /// A confidentiality that was asked for, such as a secret connection for a minor.
    public var confidentiality: CodedValue?

    /// States claims.
    public init(
        version: String = "4.0", mode: AuthenticationMode, subject: String, subjectName: String? = nil, profession: CodedValue, expertise: CodedValue? = nil,
        structure: String, sector: CodedValue, access: AccessMode = .normal, reason: String? = nil, patient: ClaimedPatient, software: SendingSoftware,
        confidentiality: CodedValue? = nil
    ) {
        self.version = version
        self.mode = mode
        self.subject = subject
        self.subjectName = subjectName
        self.profession = profession
        self.expertise = expertise
        self.structure = structure
        self.sector = sector
        self.access = access
        self.reason = reason
        self.patient = patient
        self.software = software
        self.confidentiality = confidentiality
    }

    /// Whom the claims name, in the form that all credentials share.
    public var identity: NamedIdentity {
        NamedIdentity(
            kind: .assertion, person: subject, familyName: subjectName, profession: profession, expertise: [expertise].compactMap(\.self),
            structures: [NamedStructure(identifier: structure, sector: sector)])
    }
}

extension VIHF: CustomStringConvertible {
    /// Version, mode and access: nobody's name.
    public var description: String { "VIHF \(version) \(mode.rawValue) \(access.rawValue)" }
}

/// The names of the profile's attributes.
enum VIHFAttribute {
    static let version = "VIHF_Version"
    /// Both spellings are in use: the framework's own, and that of the samples of 2019.
    static let mode = ["Authentification_Mode", "Authentification_mode"]
    static let structure = "Identifiant_Structure"
    static let sector = "Secteur_Activite"
    static let subjectName = "urn:oasis:names:tc:xspa:1.0:subject:subject-id"
    static let role = "urn:oasis:names:tc:xacml:2.0:subject:role"
    static let access = "urn:oasis:names:tc:xspa:1.0:subject:purposeofuse"
    static let reason = "Mode_Acces_Raison"
    static let patient = "urn:oasis:names:tc:xacml:2.0:resource:resource-id"
    static let resource = "Ressource_URN"
    static let confidentiality = "urn:oasis:names:tc:xspa:1.0:resource:patient:hl7:confidentiality-code"
    static let softwareName = "LPS_Nom"
    static let softwareVersion = "LPS_Version"
    static let softwareInstance = "LPS_ID"
    static let homologation = "LPS_ID_HOMOLOGATION_DMP"

    static let recordURN = "urn:dmp"
    static let subjectNameFormat = "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName"
}
