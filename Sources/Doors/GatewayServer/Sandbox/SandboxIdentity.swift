// Who lives in a sandbox: three practitioners, a hospital and a fund, all invented.

import AuthorTrust
import CDADocuments
import CredentialChecks
import Foundation

/// Somebody who may submit documents to a sandbox, with the certificate that the sandbox's authority issues.
public struct SandboxIdentity: Sendable, Hashable {
    /// The name of the certificate's files, for instance `doctor`.
    public let name: String
    /// Who that is, in a few words.
    public let summary: String
    /// The national identifier in the certificate (PS_IdNat or Struct_IdNat).
    public let identifier: String
    private let subject: Subject

    private enum Subject: Hashable {
        case person(CardHolder)
        case organization(CertifiedOrganization)
    }

    /// Issues the certificate.
    func issue(by authority: DevelopmentAuthority, now: Date) throws(OpenSSLFailure) -> IssuedCertificate {
        switch subject {
        case .person(let holder): try authority.card(for: holder, now: now)
        case .organization(let organization): try authority.certificate(for: organization, now: now)
        }
    }

    private init(_ name: String, _ summary: String, _ holder: CardHolder) {
        self.name = name
        self.summary = summary
        identifier = holder.identifier
        subject = .person(holder)
    }

    private init(_ name: String, _ summary: String, _ organization: CertifiedOrganization) {
        self.name = name
        self.summary = summary
        identifier = organization.identifier
        subject = .organization(organization)
    }

    /// Everybody, the authors of `Samples/accepted`; their identifiers have valid check digits and belong to no one.
    public static let all: [SandboxIdentity] = [
        SandboxIdentity(
            "doctor", "general practitioner, RPPS 99900042179",
            CardHolder(identifier: "899900042179", title: "Médecin", givenName: "HÉLÈNE", surname: "ROUVRAY", profession: 10, expertise: ["SM26"])),
        SandboxIdentity(
            "radiologist", "radiologist, RPPS 99900043052",
            CardHolder(identifier: "899900043052", title: "Médecin", givenName: "YVAN", surname: "PELLETAN", profession: 10, expertise: ["SM44"])),
        SandboxIdentity(
            "pharmacist", "pharmacist, RPPS 99900044837",
            CardHolder(identifier: "899900044837", title: "Pharmacien", givenName: "ANAÏS", surname: "TISSERON", profession: 21)),
        SandboxIdentity(
            "hospital", "hospital, FINESS 990780017",
            CertifiedOrganization(identifier: "1990780017", name: "CENTRE HOSPITALIER DE SAINT-EXEMPLE", department: "Rhône (69)", commonName: "passerelle")),
        SandboxIdentity(
            "fund", "health insurance fund, SIRET 18003502400041",
            CertifiedOrganization(
                identifier: "318003502400041", name: "ASSURANCE MALADIE", department: "Paris (75)", commonName: "remboursements")),
    ]
}

extension SandboxIdentity {
    /// Whoever of the sandbox may submit a document: its author, or the structure that stands behind it.
    public static func matching(_ bytes: [UInt8]) -> SandboxIdentity? {
        guard case .success(let document) = CDADocument.read(bytes) else { return nil }
        let people = document.header.authors.flatMap { $0.entity?.ids ?? [] }.compactMap(\.extension)
        let structures = document.header.authors.compactMap { $0.entity?.organization }.flatMap { $0.ids }.compactMap(\.extension)
        let custodians = document.header.custodian?.organization?.ids.compactMap(\.extension) ?? []
        return all.first { people.contains($0.identifier) } ?? all.first { structures.contains($0.identifier) }
            ?? all.first { custodians.contains($0.identifier) }
    }
}
