// Assertions and tokens that a sandbox issues when they are asked for, right ones and those with a fault.

public import AuthorTrust
public import CDADocuments
import ClinicalTypes
import CredentialChecks
public import Foundation

extension SandboxFolder {
    /// The issuer of the sandbox's tokens; nothing is asked at this address.
    static let issuer = "https://identity.sandbox.invalid/realms/professionals"
    /// The sandbox's gateway, as an audience of tokens.
    static let audience = "passerelle"

    /// The identity provider of the sandbox; its key is made at the first start.
    func identityProvider() throws -> DevelopmentIdentityProvider {
        try DevelopmentIdentityProvider(issuer: Self.issuer, keyPEM: String(contentsOf: pki("identity.key"), encoding: .utf8))
    }

    func prepareIdentityProvider() throws {
        guard !FileManager.default.fileExists(atPath: pki("identity-keys.json").path) else { return }
        let provider = try DevelopmentIdentityProvider(issuer: Self.issuer)
        try write(try provider.keyPEM(), to: "identity.key")
        try write(String(decoding: provider.keySet, as: UTF8.self), to: "identity-keys.json")
    }

    /// The certificates with which the sandbox's gateway signs assertions for its structures, made at the first start.
    func prepareSeals(now: Date) throws {
        let missing = SandboxIdentity.structures.filter { !FileManager.default.fileExists(atPath: pki(Self.seal($0) + ".pem").path) }
        guard !missing.isEmpty else { return }
        let authority = try authority()
        for structure in missing { try write(authority.certificate(for: structure, use: .signature, now: now), named: Self.seal(structure)) }
    }

    /// The name of the files of a structure's certificate for signatures.
    static func seal(_ structure: CertifiedOrganization) -> String { "seal-\(structure.identifier)" }

    /// Issues an assertion (VIHF) in which a person sends a document, for five minutes; nil for those who are no person.
    ///
    /// Patient and structure are the document's. In direct mode the person's card signs, in the others the certificate of that structure, which has to be
    /// one of the sandbox's. An access in an emergency has a reason.
    public func issueAssertion(
        for identity: SandboxIdentity, mode: AuthenticationMode, document: CDADocument, access: AccessMode = .normal, reason: String? = nil,
        fault: AssertionFault?, now: Date
    ) throws -> [UInt8]? {
        let structure = document.header.authors.compactMap { $0.entity?.organization }.flatMap { $0.ids }.compactMap(\.extension).first
        guard let holder = identity.holder, let structure, let patient = document.header.patient?.ids.first,
            let identifier = patient.extension, let root = patient.root
        else { return nil }
        let authority = try authority()
        let maker: SandboxAssertions
        if mode == .direct {
            maker = try SandboxAssertions(authority: authority, holder: holder, now: now)
        } else {
            guard let organization = SandboxIdentity.structures.first(where: { $0.identifier == structure }) else { return nil }
            maker = try SandboxAssertions(authority: authority, organization: organization, now: now)
        }
        let patientClaim = ClaimedPatient(identifier: identifier, root: root)
        return try maker.assertion(
            VIHF(of: holder, mode: mode, structure: structure, patient: patientClaim, access: access, reason: reason), fault: fault, now: now)
    }

    /// Issues a token for a person, for four minutes; nil for those who are no person.
    ///
    /// - Parameter certificate: the client certificate to bind it to, PEM; nil for a token that is bound to none.
    public func issueToken(
        for identity: SandboxIdentity, structures: [String], certificate: String?, fault: TokenDefect?, now: Date
    ) throws -> String? {
        guard let holder = identity.holder else { return nil }
        let bound = try certificate.map { try Certificate.chain(pem: $0) }?.first?.der
        return try identityProvider().token(
            for: holder, at: structures.map { NamedStructure(identifier: $0) }, audience: Self.audience, certificate: bound, now: now, fault: fault)
    }
}
