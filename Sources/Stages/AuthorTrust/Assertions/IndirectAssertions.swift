// Writes the assertions of structures that act for their people: the indirect modes of the French profile.

import ClinicalTypes
import CredentialChecks
public import Foundation
public import SignedXML

/// Why a key cannot sign for a structure.
public enum IndirectSignerFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The certificate is not one of an organisation, with its national identifier (`subject.OU`).
    case notAnOrganisation
    /// The certificate is the one for connections: the profile asks for the one for signatures.
    case forConnections
    /// The certificate has expired, or is not valid yet.
    case outOfValidity
    /// Two certificates are of one structure.
    case repeated

    /// What is wrong, in words.
    public var description: String {
        switch self {
        case .notAnOrganisation: "the certificate is not one of an organisation (IGC-Santé, Struct_IdNat in OU)"
        case .forConnections: "the certificate is for connections (clientAuth), not for signatures"
        case .outOfValidity: "the certificate has expired, or is not valid yet"
        case .repeated: "two certificates are of one structure"
        }
    }
}

/// Writes assertions in the name of one structure or of several, each with a key of its own.
public struct IndirectAssertions: Sendable {
    /// The version of the profile: `3.0` or `4.0`.
    public let version: String
    /// The software that the assertions name.
    public let software: SendingSoftware
    /// For how long an assertion is good, in seconds.
    public let lifetime: TimeInterval
    private var signers: [(structure: String, writer: VIHFWriter, isInToken: Bool)] = []

    /// Prepares a writer; nobody signs yet.
    public init(version: String = "4.0", software: SendingSoftware, lifetime: TimeInterval = 300) {
        self.version = version
        self.software = software
        self.lifetime = lifetime
    }

    /// Lets a key sign for the structure that its certificate names.
    public mutating func add(_ key: SigningKey, now: Date) throws(IndirectSignerFailure) {
        guard let certificate = try? Certificate(der: key.certificate), let writer = try? VIHFWriter(key: key) else { throw .notAnOrganisation }
        guard case .structure(let structure) = NationalCertificate(certificate).identity else { throw .notAnOrganisation }
        if certificate.extendedKeyUsages?.contains(ExtendedKeyUsage.clientAuthentication) == true { throw .forConnections }
        guard certificate.notBefore <= now, now < certificate.notAfter else { throw .outOfValidity }
        guard !structures.contains(structure.value) else { throw .repeated }
        signers.append((structure.value, writer, key.isInToken))
    }

    /// The structures that there is a key for, Struct_IdNat.
    public var structures: [String] { signers.map(\.structure) }

    /// The block of a SOAP header (`wsse:Security`) with a new assertion of these claims; nil where there is no key for their structure.
    ///
    /// A key in a token is asked on a thread of its own, since a card takes its time.
    public func header(for claims: IndirectClaims, now: Date) async throws(VIHFWritingFailure) -> [UInt8]? {
        guard let signer = signers.first(where: { $0.structure == claims.structure }) else { return nil }
        let moments = AssertionMoments(issued: now, authenticated: min(claims.authenticated, now), lifetime: lifetime)
        let vihf = VIHF(claims, version: version, software: software)
        let contextClass = claims.authenticatedBy ?? "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified"
        guard signer.isInToken else { return try signer.writer.securityHeader(vihf, at: moments, contextClass: contextClass) }
        let written = await withCheckedContinuation { (done: CheckedContinuation<Result<[UInt8], VIHFWritingFailure>, Never>) in
            Thread.detachNewThread {
                done.resume(
                    returning: Result { () throws(VIHFWritingFailure) in try signer.writer.securityHeader(vihf, at: moments, contextClass: contextClass) })
            }
        }
        return try written.get()
    }
}

extension IndirectAssertions: CustomStringConvertible {
    /// The structures: nothing of the keys.
    public var description: String { "assertions for \(structures.joined(separator: ", "))" }
}
