// What the rules look at.

import CDADocuments
import CredentialChecks
import Foundation

/// Everything that a rule may look at.
struct CredentialEvidence {
    let credential: PresentedCredential
    let path: CertificatePathVerdict
    let purpose: CertificatePurpose
    /// The document, nil where the certificate alone is judged.
    var document: CDADocument?
    let now: Date
    let requirements: CertificateRequirements
    let anchorNames: [String]
    let lists: RevocationLists
    let statuses: KnownStatuses
    /// The certificate as the health authority's, nil where none could be read.
    let holder: NationalCertificate?
}

extension CertificateTrust {
    /// Proves a path, and puts together what the rules look at.
    func evidence(on credential: PresentedCredential, for purpose: CertificatePurpose, document: CDADocument?, now: Date) -> CredentialEvidence {
        let path = verdict(on: credential.clientChain, for: purpose, at: now)
        return CredentialEvidence(
            credential: credential, path: path, purpose: purpose, document: document, now: now, requirements: requirements, anchorNames: anchors.names,
            lists: lists, statuses: statuses, holder: path.chain.first.map(NationalCertificate.init))
    }
}
