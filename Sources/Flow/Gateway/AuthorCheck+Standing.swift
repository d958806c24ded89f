// Who sends, before anything is known of what is sent.

public import AuthorTrust
import CDADocuments
public import ClinicalTypes
public import Foundation

extension AuthorCheck {
    /// The checks on the certificate alone: whether it is presented, trusted, valid, made for this and names somebody.
    public func standing(of credential: PresentedCredential, now: Date) -> AuthorVerdict {
        guard let blank = Self.blank else { return AuthorVerdict(checks: []) }
        var verdict = verdict(on: credential, for: blank, now: now)
        verdict.checks.removeAll { $0.code.hasPrefix("author.") }
        return verdict
    }

    /// A document that names nobody.
    private static let blank = try? CDADocument.read(Array("<ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>".utf8)).get()
}
