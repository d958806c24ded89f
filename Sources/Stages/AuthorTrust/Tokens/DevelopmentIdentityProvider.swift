// An identity provider for development and tests, shaped like Pro Santé Connect: never for real persons.

public import ClinicalTypes
public import CredentialChecks
public import Foundation

/// What is wrong with a development token that is meant to be refused.
public enum TokenDefect: String, Sendable, Hashable, CaseIterable {
    /// Its validity ended an hour ago.
    case expired
    /// Its validity begins in an hour.
    case notYetValid
    /// It is valid for a month.
    case tooLong
    /// It names another issuer.
    case otherIssuer
    /// It is meant for another service.
    case otherAudience
    /// It is the id token.
    case identityToken
    /// It names a key that nobody published.
    case unknownKey
    /// A key that was never published signed it, under the name of one that was.
    case otherKey
    /// It has no signature (`alg` none).
    case unsigned
    /// One character of the payload was changed after the signature.
    case altered
    /// It is bound to another certificate.
    case otherCertificate
    /// It holds no national identifier.
    case anonymous
    /// `otherIds` names another RPPS number than `SubjectNameID`.
    case twoPersons
}

/// Issues tokens with the claims of Pro Santé Connect, signed with a key of its own.
public struct DevelopmentIdentityProvider: Sendable {
    /// The issuer (`iss`).
    public let issuer: String
    /// The published keys (JWKS), as a door serves them.
    public let keySet: [UInt8]
    private let key: PrivateKey
    private let signer: TokenSigner

    /// Makes a provider with a new key.
    public init(issuer: String, keys: KeyKind = .rsa2048) throws(OpenSSLFailure) { try self.init(issuer: issuer, key: PrivateKey(keys), kind: keys) }

    /// Takes a provider up again from the PEM text of its key; see `keyPEM`.
    public init(issuer: String, keyPEM: String, keys: KeyKind = .rsa2048) throws(OpenSSLFailure) {
        try self.init(issuer: issuer, key: PrivateKey(pem: keyPEM), kind: keys)
    }

    private init(issuer: String, key: PrivateKey, kind: KeyKind) throws(OpenSSLFailure) {
        self.issuer = issuer
        self.key = key
        signer = TokenSigner(key: key, keyIdentifier: "development", algorithm: kind == .rsa2048 ? .rs256 : .es256)
        keySet = try TokenSigner.keySet([signer])
    }

    /// The signing key as unencrypted PKCS#8 PEM text; secret.
    public func keyPEM() throws(OpenSSLFailure) -> String { try key.pem() }

    /// The policy under which its tokens are taken by a service of that name.
    public func policy(audience: String = "passerelle", binding: TokenBinding = .whenPresent) -> TokenPolicy {
        TokenPolicy(issuer: issuer, audiences: [audience], algorithms: [signer.algorithm], binding: binding)
    }

    /// Issues a token for a person, valid for four minutes.
    ///
    /// - Parameters:
    ///   - holder: The person, as for a development card.
    ///   - structures: Where the person practises; the first is the one chosen at sign-in.
    ///   - certificate: The client certificate to bind the token to, DER; nil for one that is not bound.
    ///   - fault: What is to be wrong with it.
    public func token(
        for holder: CardHolder, at structures: [NamedStructure] = [], audience: String = "passerelle", certificate: [UInt8]? = nil, now: Date,
        fault: TokenDefect? = nil
    ) throws(OpenSSLFailure) -> String {
        var claims = Self.claims(of: holder, at: structures, fault: fault)
        claims["iss"] = .string(fault == .otherIssuer ? issuer + "-other" : issuer)
        claims["aud"] = .string(fault == .otherAudience ? audience + "-other" : audience)
        claims["typ"] = .string(fault == .identityToken ? "ID" : "Bearer")
        let start = Int(now.timeIntervalSince1970) + (fault == .expired ? -7200 : fault == .notYetValid ? 3600 : -10)
        claims["iat"] = .number(String(start))
        claims["exp"] = .number(String(start + (fault == .tooLong ? 30 * 86_400 : fault == .expired ? 3600 : 240)))
        if let bound = fault == .otherCertificate ? [0] : certificate {
            claims["cnf"] = ["x5t#S256": .string(Base64URL.encode(Digest.sha256(bound)))]
        }
        switch fault {
        case .unknownKey: return try signer.sign(claims, header: ["kid": "unpublished"])
        case .otherKey:
            let stranger = try PrivateKey(signer.algorithm == .rs256 ? .rsa2048 : .ecP256)
            return try TokenSigner(key: stranger, keyIdentifier: signer.keyIdentifier, algorithm: signer.algorithm).sign(claims)
        case .unsigned:
            let header: JSONValue = ["alg": "none", "typ": "JWT"]
            return "\(Base64URL.encode(header.encoded)).\(Base64URL.encode(JSONValue.object(claims).encoded))."
        case .altered:
            let parts = try signer.sign(claims).split(separator: ".")
            claims["family_name"] = "AUTRE"
            return "\(parts[0]).\(Base64URL.encode(JSONValue.object(claims).encoded)).\(parts[2])"
        default: return try signer.sign(claims)
        }
    }

    /// The claims of Pro Santé Connect for a person; names and numbers are those of the caller's invention.
    private static func claims(of holder: CardHolder, at structures: [NamedStructure], fault: TokenDefect?) -> JSONObject {
        var claims = JSONObject(["sub": .string("f:development:" + holder.identifier), "azp": "development-client", "acr": "eidas1", "authMode": "CARD"])
        if fault != .anonymous {
            claims["SubjectNameID"] = .string(holder.identifier)
            claims["preferred_username"] = .string(holder.identifier)
        }
        claims["family_name"] = holder.surname.map(JSONValue.string)
        claims["given_name"] = holder.givenName.map(JSONValue.string)
        claims["UITVersion"] = "1.0"
        claims["Palier_Authentification"] = "APPPRIP3^1.2.250.1.213.1.5.1.1.1"
        let number = String(holder.identifier.dropFirst())
        claims["otherIds"] = [["identifiant": .string(fault == .twoPersons ? String(number.reversed()) : number), "origine": "RPPS", "qualite": 1]]
        if let chosen = structures.first {
            claims["SubjectOrganizationID"] = .string(chosen.identifier)
            claims["SubjectOrganization"] = chosen.name.map(JSONValue.string)
            claims["Secteur_Activite"] = chosen.sector.map { .string("\($0.code)^\($0.system)") }
        }
        if let profession = holder.profession {
            claims["SubjectRole"] = [.string("\(profession)^1.2.250.1.213.1.1.5.5")]
            claims["SubjectRefPro"] = ["codeCivilite": "M", "exercices": .array(practices(of: holder, profession, at: structures))]
        }
        return claims
    }

    private static func practices(of holder: CardHolder, _ profession: UInt, at structures: [NamedStructure]) -> [JSONValue] {
        let activities = structures.map { structure -> JSONValue in
            var activity = JSONObject(["codeModeExercice": "L"])
            let names: [Character: String] = ["1": "numeroFinessSite", "2": "numeroSirenSite", "3": "numeroSiretSite"]
            if let name = structure.identifier.first.flatMap({ names[$0] }) { activity[name] = .string(String(structure.identifier.dropFirst())) }
            activity["raisonSocialeSite"] = structure.name.map(JSONValue.string)
            activity["codeSecteurDactivite"] = structure.sector.map { .string($0.code) }
            return .object(activity)
        }
        return (holder.expertise.isEmpty ? [nil] : holder.expertise.map(String?.some)).map { expertise in
            var practice = JSONObject([
                "codeProfession": .string(String(profession)), "codeCategorieProfessionnelle": .string(holder.product == .trainee ? "E" : "C"),
            ])
            practice["codeSavoirFaire"] = expertise.map(JSONValue.string)
            practice["activities"] = .array(activities)
            return .object(practice)
        }
    }
}
