// Who acts, as the matrices of rights tell actors apart.

public import ClinicalTypes

/// The columns of the matrices: kinds of actor.
public enum ActorCategory: String, Sendable, Hashable, Codable, CaseIterable {
    /// A health professional who is no physician (PS non médecin).
    case professional
    /// A physician who is not the patient's treating physician.
    case physician
    /// A physician of occupational health (SM25), who may feed a record and never read it.
    case occupationalPhysician
    /// The patient's treating physician (médecin traitant).
    case treatingPhysician
    /// Somebody who is no health professional, with an employee's card or in a secretary's role.
    case employee
    /// A structure, by its certificate: software, devices, whole establishments.
    case structure
}

/// Who acts, and in whose name.
public struct RightsActor: Sendable, Hashable {
    /// The kind of actor; nil for those whom the matrices do not name.
    public let category: ActorCategory?

    /// Names the kind.
    public init(category: ActorCategory?) { self.category = category }

    /// Takes the kind from what a credential says.
    ///
    /// Professionals in training stand with those of their profession: the matrices do not tell them apart. Users of a title (TRE_R95) and social
    /// professions (TRE_R94, TRE_R291) are not named by the matrices. Whether a physician is the patient's treating one, only the record knows.
    public init(_ identity: NamedIdentity, isTreatingPhysician: Bool = false) {
        switch identity.kind {
        case .organizationCertificate: category = .structure
        case .employeeCard, .authorisedPersonCard: category = .employee
        case .practitionerCard, .traineeCard, .assertion, .token, .directory:
            guard identity.person != nil else {
                category = .structure
                return
            }
            category = Self.category(of: identity.profession, expertise: identity.expertise, isTreatingPhysician: isTreatingPhysician)
        }
    }

    private static func category(of profession: CodedValue?, expertise: [CodedValue], isTreatingPhysician: Bool) -> ActorCategory? {
        guard let profession else { return nil }
        switch (profession.system, profession.code) {
        case ("1.2.250.1.71.1.2.7", "10"), ("1.2.250.1.71.1.2.8", "10"):
            if expertise.contains(where: { $0.code == "SM25" }) { return .occupationalPhysician }
            return isTreatingPhysician ? .treatingPhysician : .physician
        case ("1.2.250.1.71.1.2.7", _), ("1.2.250.1.71.1.2.8", _): return .professional
        case ("1.2.250.1.213.1.1.4.6", "SECRETARIAT_MEDICAL"): return .employee
        case ("1.2.250.1.213.1.1.4.6", _): return .structure
        default: return nil
        }
    }
}

/// How an actor is known to the record.
public enum AuthenticationMode: String, Sendable, Hashable, Codable, CaseIterable {
    /// By the person's own card (authentification directe).
    case direct = "DIRECTE"
    /// By the structure's certificate, which vouches for its people (authentification indirecte).
    case indirect = "INDIRECTE"
    /// By the structure's certificate and a sign-in of the person, mostly Pro Santé Connect (authentification indirecte renforcée, AIR).
    case reinforced = "INDIRECTE_RENFORCEE"

    /// The mode that proven credentials amount to; nil where there are none.
    ///
    /// `declared` is what a proven assertion says of itself; it may narrow what the others show, never widen it.
    public init?(of identities: [NamedIdentity], declared: AuthenticationMode? = nil) {
        let kinds = Set(identities.map(\.kind))
        guard !kinds.isDisjoint(with: CredentialKind.allCases.filter { $0 != .directory }) else { return nil }
        if !kinds.isDisjoint(with: [.practitionerCard, .traineeCard, .employeeCard, .authorisedPersonCard]) {
            self = declared ?? .direct
        } else if kinds.contains(.token) {
            self = .reinforced
        } else {
            self = declared == .reinforced ? .reinforced : .indirect
        }
    }
}

/// The circumstances under which a record is used (`purposeofuse`).
public enum RecordAccess: String, Sendable, Hashable, Codable, CaseIterable {
    /// The usual case.
    case normal
    /// Emergency regulation (centre 15).
    case regulation
    /// An emergency without the patient's authorisation (bris de glace).
    case emergency
}
