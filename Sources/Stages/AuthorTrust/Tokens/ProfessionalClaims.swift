// The claims of Pro Santé Connect: who the professional is, and where he or she practises.

public import ClinicalTypes
public import CredentialChecks

/// What a token of Pro Santé Connect says of a professional; proven where it was read from a `VerifiedToken`.
///
/// Reading is tolerant of what is absent: which claims come depends on the scopes that the client asked for.
public struct ProfessionalClaims: Sendable, Hashable {
    /// Another identifier of the same person (`otherIds`).
    public struct OtherIdentifier: Sendable, Hashable {
        /// The identifier, with or without its prefix.
        public var identifier: String
        /// The directory that it is of, for instance `ADELI`.
        public var origin: String
    }

    /// The national identifier with its prefix (`SubjectNameID`, else `preferred_username`).
    public let person: String?
    /// The claim that gave it.
    public let personClaim: String
    /// Further identifiers of the person.
    public let others: [OtherIdentifier]
    /// Whom the token names, in the form that all credentials share; nil where no national identifier can be read.
    public let named: NamedIdentity?
    /// How sure the provider is (`acr`), nil where it does not say or says something else.
    public let assurance: AssuranceLevel?
    /// The step of authentication (`Palier_Authentification`), for instance `APPPRIP3`.
    public let step: CodedValue?
    /// The means that were used (`authMode`), for instance `CARD`.
    public let means: String?
    /// Whether the person works in emergency regulation (`Acces_Regulation_Medicale`).
    public let isRegulation: Bool

    /// Reads the claims of a token.
    public init(_ claims: JSONObject) {
        personClaim = claims["SubjectNameID"] == nil && claims["preferred_username"] != nil ? "preferred_username" : "SubjectNameID"
        person = claims[personClaim]?.text
        others = (claims["otherIds"]?.elements ?? []).compactMap(\.object).compactMap { other in
            guard let identifier = other["identifiant"]?.text, let origin = other["origine"]?.text else { return nil }
            return OtherIdentifier(identifier: identifier, origin: origin)
        }
        assurance = claims["acr"]?.text.flatMap(AssuranceLevel.init(claim:))
        step = claims["Palier_Authentification"]?.text.flatMap(Self.coded)
        means = claims["authMode"]?.text
        isRegulation = claims["Acces_Regulation_Medicale"] == .bool(true) || claims["Acces_Regulation_Medicale"]?.text?.lowercased() == "true"

        let practices = claims["SubjectRefPro"]?.object?["exercices"]?.elements?.compactMap(\.object) ?? []
        let roles = (claims["SubjectRole"]?.elements?.compactMap(\.text) ?? [claims["SubjectRole"]?.text].compactMap(\.self)).compactMap(Self.coded)
        // The role says in which of several professions the person signed in.
        let current = practices.first { practice in roles.contains { $0.code == practice["codeProfession"]?.text } } ?? practices.first
        let profession = current.flatMap(Self.profession) ?? roles.first.map(Self.withProfessionSystem)
        let expertise = practices.filter { $0["codeProfession"] == current?["codeProfession"] }.compactMap { $0["codeSavoirFaire"]?.text }
            .filter { !$0.isEmpty }.map { CodedValue(code: $0, system: Self.expertiseSystem) }
        named = person.flatMap { try? ProfessionalIdentifier(unverified: $0) }.flatMap { identifier in
            if case .ended = identifier.kind { return nil }
            return NamedIdentity(
                kind: .token, person: identifier.value, familyName: claims["family_name"]?.text, givenName: claims["given_name"]?.text,
                profession: profession, expertise: expertise, structures: Self.structures(claims, practices))
        }
    }

    /// The identifier among the others that is of the same directory as the person's own, and is another.
    ///
    /// The place is that within `otherIds`.
    public var contradiction: (place: Int, identifier: String)? {
        guard let person, let own = try? ProfessionalIdentifier(unverified: person) else { return nil }
        let (origin, number): (String, String)
        switch own.kind {
        case .rpps(let rpps): (origin, number) = ("RPPS", rpps.value)
        case .adeli(let adeli): (origin, number) = ("ADELI", adeli.value)
        default: return nil
        }
        for (place, other) in others.enumerated() where other.origin.uppercased() == origin {
            if other.identifier != number, other.identifier != person { return (place, other.identifier) }
        }
        return nil
    }

    private static let expertiseSystem = "1.2.250.1.71.4.2.5"
    private static let sectorSystem = "1.2.250.1.71.4.2.4"

    /// A value of the form `code^system`.
    private static func coded(_ text: String) -> CodedValue? {
        let parts = text.split(separator: "^", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        return CodedValue(code: String(parts[0]), system: String(parts[1]))
    }

    /// A role is written with the OID of the value set (JDV_J65); professions stand in TRE_G15.
    private static func withProfessionSystem(_ role: CodedValue) -> CodedValue {
        role.system == "1.2.250.1.213.1.1.5.5" ? CodedValue(code: role.code, system: "1.2.250.1.71.1.2.7") : role
    }

    private static func profession(_ practice: JSONObject) -> CodedValue? {
        guard let code = practice["codeProfession"]?.text, !code.isEmpty else { return nil }
        // Category E: a student, whose profession stands in TRE_G16.
        return CodedValue(code: code, system: practice["codeCategorieProfessionnelle"]?.text == "E" ? "1.2.250.1.71.1.2.8" : "1.2.250.1.71.1.2.7")
    }

    /// The structure chosen at sign-in first, then those of every activity, each once; a site with several identifiers stands once for each.
    private static func structures(_ claims: JSONObject, _ practices: [JSONObject]) -> [NamedStructure] {
        var found: [NamedStructure] = []
        func take(_ identifier: String, _ name: String?, _ sector: CodedValue?) {
            guard !found.contains(where: { $0.identifier == identifier }) else { return }
            found.append(NamedStructure(identifier: identifier, name: name, sector: sector))
        }
        if let chosen = claims["SubjectOrganizationID"]?.text, !chosen.isEmpty {
            take(chosen, claims["SubjectOrganization"]?.text, claims["Secteur_Activite"]?.text.flatMap(coded))
        }
        let numbers = [("numeroFinessSite", "1"), ("numeroFinessetablissementJuridique", "1"), ("numeroSiretSite", "3"), ("numeroSirenSite", "2")]
        for activity in practices.flatMap({ $0["activities"]?.elements ?? [] }).compactMap(\.object) {
            let sector = activity["codeSecteurDactivite"]?.text.flatMap { $0.isEmpty ? nil : CodedValue(code: $0, system: sectorSystem) }
            for (claim, prefix) in numbers {
                guard let number = activity[claim]?.text, (try? StructureIdentifier(unverified: prefix + number)) != nil else { continue }
                take(prefix + number, activity["raisonSocialeSite"]?.text, sector)
            }
            if let technical = activity["identifiantTechniqueDeLaStructure"]?.text, !technical.isEmpty {
                take(technical, activity["raisonSocialeSite"]?.text, sector)
            }
        }
        return found
    }
}

extension ProfessionalClaims: CustomStringConvertible {
    /// The identifier alone: no names.
    public var description: String { "claims of \(named?.identifier ?? "nobody")" }
}
