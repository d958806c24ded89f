// Who lives in a sandbox: practitioners, a secretary, a hospital and a fund, all invented.

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

    /// Issues one of the two certificates, with a fault if wanted.
    func issue(
        by authority: DevelopmentAuthority, use: CardUse = .authentication, now: Date, fault: CredentialFault? = nil,
        further: [CertificateExtension] = []
    ) throws(OpenSSLFailure) -> IssuedCertificate {
        switch subject {
        case .person(let holder): try authority.card(for: holder, use: use, now: now, fault: fault, further: further)
        case .organization(let organization): try authority.certificate(for: organization, use: use, now: now, fault: fault, further: further)
        }
    }

    /// The person; nil for a structure.
    var holder: CardHolder? {
        guard case .person(let holder) = subject else { return nil }
        return holder
    }

    /// The structure; nil for a person.
    var organization: CertifiedOrganization? {
        guard case .organization(let organization) = subject else { return nil }
        return organization
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

    /// Those whose certificates are issued when they are asked for: they wrote no sample.
    public static let onDemand: [SandboxIdentity] = [
        SandboxIdentity(
            "nurse", "nurse, RPPS 99900045115",
            CardHolder(identifier: "899900045115", title: "Infirmier", givenName: "MAËL", surname: "CORVISIER", profession: 60)),
        SandboxIdentity(
            "midwife", "midwife, RPPS 99900046220",
            CardHolder(identifier: "899900046220", title: "Sage-Femme", givenName: "ÉDITH", surname: "LANVAUX", profession: 50)),
        SandboxIdentity(
            "biologist", "biologist of a laboratory, RPPS 99900047335",
            CardHolder(identifier: "899900047335", title: "Médecin", givenName: "OCTAVE", surname: "BRÉMOND", profession: 10, expertise: ["SM03"])),
        SandboxIdentity(
            "trainee", "physician in training, RPPS 99900048440",
            CardHolder(identifier: "899900048440", title: "Médecin", givenName: "LÉO", surname: "VASSEUR", profession: 10, product: .trainee)),
        SandboxIdentity(
            "secretary", "medical secretary of the hospital, CPE 990780017/S0421",
            CardHolder(
                identifier: "3990780017/S0421", title: "Secrétaire médical", givenName: "NOUR", surname: "DELATTRE",
                organization: "CENTRE HOSPITALIER DE SAINT-EXEMPLE", product: .employee)),
    ]

    /// Everybody whose certificates can be issued.
    public static let everybody = all + onDemand

    /// The structures that the sandbox's gateway acts for: those that the samples were written in.
    static let structures: [CertifiedOrganization] =
        all.compactMap(\.organization) + [
            CertifiedOrganization(
                identifier: "499900042179001", name: "CABINET MÉDICAL DES TILLEULS", department: "Rhône (69)", commonName: "passerelle"),
            CertifiedOrganization(identifier: "399900041700017", name: "CENTRE D'IMAGERIE DE LA HALLE", department: "Rhône (69)", commonName: "passerelle"),
            CertifiedOrganization(identifier: "1990020349", name: "PHARMACIE DU VIEUX PONT", department: "Rhône (69)", commonName: "passerelle"),
        ]

    /// Those whose certificates every sandbox has from its start, the authors of `Samples/accepted`; their identifiers have valid check digits and belong to no one.
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
