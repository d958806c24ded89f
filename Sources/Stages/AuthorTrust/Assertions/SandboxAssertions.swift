// Assertions for the sandbox and for tests: right ones, and one of each fault that senders make.

import ClinicalTypes
public import CredentialChecks
public import Foundation
import SignedXML

/// What is wrong with an assertion that is meant to be refused.
public enum AssertionFault: String, Sendable, Hashable, CaseIterable {
    /// It is about another patient.
    case otherPatient = "other-patient"
    /// The clock of its issuer is an hour ahead.
    case clockAhead = "clock-ahead"
    /// The clock of its issuer is an hour behind.
    case clockBehind = "clock-behind"
    /// It expired a minute past every tolerance.
    case expired
    /// Its window is a day long.
    case longWindow = "long-window"
    /// A physician without a speciality.
    case specialityMissing = "speciality-missing"
    /// A speciality that does not exist.
    case specialityUnknown = "speciality-unknown"
    /// A profession that does not exist.
    case professionUnknown = "profession-unknown"
    /// Another structure than that of the certificate.
    case otherStructure = "other-structure"
    /// Another user than the card's holder, or than the document's author.
    case otherUser = "other-user"
    /// A sector that does not exist.
    case sectorUnknown = "sector-unknown"
    /// An emergency access without a reason.
    case reasonMissing = "reason-missing"
    /// A version of the profile that the record does not take.
    case version
    /// Signed by the certificate that is meant for connections.
    case connectionCertificate = "connection-certificate"
    /// Signed by an authority that nobody knows.
    case unknownAuthority = "unknown-authority"
    /// Its issuer is not the signer.
    case otherIssuer = "other-issuer"
    /// Its text was changed after it was signed.
    case tampered
    /// It has no signature.
    case unsigned
    /// It has the identifier of every other replay.
    case replay
}

/// Makes assertions with a development identity, on demand.
public struct SandboxAssertions: Sendable {
    /// The certificate that signs: the signing half of a card, or an organisation's certificate for signatures.
    public let signer: IssuedCertificate
    private let connection: IssuedCertificate
    private let stranger: IssuedCertificate

    /// Takes the signing half of a person's card: for direct mode.
    public init(authority: DevelopmentAuthority, holder: CardHolder, now: Date) throws {
        signer = try authority.card(for: holder, use: .signature, now: now)
        connection = try authority.card(for: holder, now: now)
        stranger = try DevelopmentAuthority(named: "Unknown authority", now: now).card(for: holder, use: .signature, now: now)
    }

    /// Takes an organisation's certificate for signatures: for the indirect modes.
    public init(authority: DevelopmentAuthority, organization: CertifiedOrganization, now: Date) throws {
        signer = try authority.certificate(for: organization, use: .signature, now: now)
        connection = try authority.certificate(for: organization, now: now)
        stranger = try DevelopmentAuthority(named: "Unknown authority", now: now).certificate(for: organization, use: .signature, now: now)
    }

    /// An assertion of these claims, right or with one fault.
    public func assertion(_ claims: VIHF, fault: AssertionFault? = nil, now: Date) throws -> [UInt8] {
        let signer = fault == .connectionCertificate ? connection : fault == .unknownAuthority ? stranger : self.signer
        let key = try SigningKey(pem: try signer.keyPEM(), certificate: signer.certificate.der, chain: signer.chain.dropFirst().map(\.der))
        var writer = try VIHFWriter(key: key)
        if fault == .otherIssuer { writer = VIHFWriter(key: key, issuer: DistinguishedName([[(.commonName, "Somebody else")]])) }
        let contextClass = claims.mode == .direct ? "SmartcardPKI" : "unspecified"
        let made = try writer.assertion(
            Self.claims(claims, fault), at: Self.moments(fault, now), contextClass: "urn:oasis:names:tc:SAML:2.0:ac:classes:\(contextClass)",
            id: fault == .replay ? "_replay" : nil)
        let text = String(decoding: made, as: UTF8.self)
        switch fault {
        case .tampered: return Array(text.replacing(">urn:dmp<", with: "> urn:dmp<").utf8)
        case .unsigned: return Array(text.replacing(#/<ds:Signature .*</ds:Signature>/#.dotMatchesNewlines(), with: "").utf8)
        default: return made
        }
    }

    private static func moments(_ fault: AssertionFault?, _ now: Date) -> AssertionMoments {
        switch fault {
        case .clockAhead: AssertionMoments(issued: now + 3_600)
        case .clockBehind: AssertionMoments(issued: now - 3_600)
        case .expired: AssertionMoments(issued: now - 420, lifetime: 300)
        case .longWindow: AssertionMoments(issued: now, lifetime: 86_400)
        default: AssertionMoments(issued: now)
        }
    }

    private static func claims(_ claims: VIHF, _ fault: AssertionFault?) -> VIHF {
        var claims = claims
        switch fault {
        case .otherPatient: claims.patient = ClaimedPatient(identifier: "277076322082910", root: claims.patient.root)
        case .specialityMissing: claims.expertise = nil
        case .specialityUnknown: claims.expertise = CodedValue(code: "SM999", system: "1.2.250.1.71.4.2.5")
        case .professionUnknown: claims.profession = CodedValue(code: "999", system: "1.2.250.1.71.1.2.7")
        case .otherStructure: claims.structure = "1060780590"
        case .otherUser: claims.subject = "899700735741"
        case .sectorUnknown: claims.sector = CodedValue(code: "SA999", system: "1.2.250.1.71.4.2.4")
        case .reasonMissing:
            claims.access = .breakGlass
            claims.reason = nil
        case .version: claims.version = "2.0"
        default: break
        }
        return claims
    }
}

extension VIHF {
    /// The claims that go with a card: the holder's own identity and profession, for a structure and a patient.
    public init(
        of holder: CardHolder, mode: AuthenticationMode, structure: String, sector: String = "SA07", patient: ClaimedPatient, access: AccessMode = .normal,
        reason: String? = nil
    ) {
        // A pharmacist states a section of the order beside the profession; cards do not hold it.
        let section = holder.profession == 21 ? CodedValue(code: "A", system: "1.2.250.1.213.1.1.4.5") : nil
        self.init(
            mode: mode, subject: holder.identifier, subjectName: [holder.surname, holder.givenName].compactMap(\.self).joined(separator: " "),
            profession: CodedValue(code: holder.profession.map(String.init) ?? "", system: "1.2.250.1.71.1.2.7"),
            expertise: holder.expertise.first.map { CodedValue(code: $0, system: "1.2.250.1.71.4.2.5") } ?? section, structure: structure,
            sector: CodedValue(code: sector, system: "1.2.250.1.71.4.2.4"), access: access, reason: reason, patient: patient,
            software: SendingSoftware(name: "Passerelle sandbox", version: "1.0", homologation: "SANDBOX"))
    }
}
