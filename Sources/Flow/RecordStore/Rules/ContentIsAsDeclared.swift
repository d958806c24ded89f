// Documents whose entry says XML must be XML.

import XDSMessages
import XMLTree

/// Parses what an entry says is XML; nothing of the content is kept.
///
/// It needs the parser, so it comes after the cheap rules.
struct ContentIsAsDeclared: MetadataRule {
    func violations(in submission: Submission) -> [RegistryError] {
        submission.objects.documentEntries.compactMap { entry in
            guard let document = submission.provided.first(where: { $0.id == entry.entryUUID }),
                let failure = document.parseFailure(declaredAs: entry.mimeType)
            else { return nil }
            return RegistryError(.invalidDocumentContent, "not the XML that mimeType says: \(failure.description)", location: entry.entryUUID)
        }
    }
}
