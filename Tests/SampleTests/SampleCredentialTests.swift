// Each accepted sample may be deposited with the credential of its row, and with no other.

import AuthorTrust
import CDADocuments
import ClinicalTypes
import CredentialChecks
import Foundation
import Testing
import Validation

@Suite struct SampleCredentialTests {
    private static let now = Date(timeIntervalSince1970: 1_795_305_600)
    private static let authority = try? DevelopmentAuthority(now: now)
    /// A certificate for each row of the table of credentials.
    private static let certificates = Dictionary(uniqueKeysWithValues: Samples.credentials.map { ($0.name, certificate(for: $0.identifier)) })

    private static func certificate(for identifier: String) -> IssuedCertificate? {
        if identifier.hasPrefix("8") {
            return try? authority?.card(for: CardHolder(identifier: identifier, title: "Médecin", givenName: "PRÉNOM", surname: "NOM"), now: now)
        }
        let organization = CertifiedOrganization(identifier: identifier, name: "STRUCTURE", department: "Isère (38)", commonName: "structure")
        return try? authority?.certificate(for: organization, now: now)
    }

    @Test(arguments: Samples.accepted)
    func `a sample is deposited with the credential of its row alone`(sample: Sample) throws {
        let authority = try #require(Self.authority)
        let check = AuthorCheck(anchors: try authority.anchors(), acceptsTestProducts: true)
        let document = try #require(try Judge.strict.examine(sample.bytes()).document)
        var trusted: [String] = []
        for (name, certificate) in Self.certificates {
            let credential = PresentedCredential(clientChain: try #require(certificate).chainDER)
            if check.verdict(on: credential, for: document, now: Self.now).isTrusted { trusted.append(name) }
        }
        #expect(trusted == [sample.cells[3]])
    }

    @Test func `the identifiers of the credentials have right keys`() {
        #expect(Samples.credentials.count == 5)
        for credential in Samples.credentials {
            if credential.identifier.hasPrefix("8") {
                #expect(throws: Never.self) { try ProfessionalIdentifier(credential.identifier) }
            } else {
                #expect(throws: Never.self) { try StructureIdentifier(credential.identifier) }
            }
        }
    }
}
