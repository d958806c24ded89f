// What the rules look at.

import CDADocuments
import CredentialChecks
import Foundation

/// Everything that a rule may look at.
struct CredentialEvidence {
    let credential: PresentedCredential
    let path: CertificatePathVerdict
    /// The document, nil where the certificate alone is judged.
    let document: CDADocument?
    let now: Date
    let acceptsTestProducts: Bool
    let anchorNames: [String]
    /// The certificate as the health authority's, nil where none could be read.
    let holder: NationalCertificate?

    init(
        credential: PresentedCredential, path: CertificatePathVerdict, document: CDADocument?, now: Date, acceptsTestProducts: Bool,
        anchorNames: [String]
    ) {
        self.credential = credential
        self.path = path
        self.document = document
        self.now = now
        self.acceptsTestProducts = acceptsTestProducts
        self.anchorNames = anchorNames
        holder = path.chain.first.map(NationalCertificate.init)
    }
}
