// Documents that are said to be XML must be.

import XDSMessages
import XMLTree

/// Parses what is said to be XML; nothing of the content is kept.
enum ContentExamination {
    /// Why a part whose own header says XML is none: a fault of the package, as a broken transfer encoding is.
    static func failure(ofPartsIn request: ProvideAndRegisterRequest) -> MessageFailure? {
        for document in request.documents {
            guard let type = document.mediaType, MIMEPart(contentID: nil, mediaType: type, bytes: []).declaresXML else { continue }
            if let failure = parseFailure(of: document.bytes) { return MessageFailure(.partContent, parse: failure) }
        }
        return nil
    }

    /// Why a document whose entry says XML is none.
    static func error(in submission: Submission) -> RegistryError? {
        for entry in submission.objects.documentEntries where MIMEPart(contentID: nil, mediaType: entry.mimeType, bytes: []).declaresXML {
            guard let bytes = submission.documents[entry.entryUUID], let failure = parseFailure(of: bytes) else { continue }
            return RegistryError(.invalidDocumentContent, "not the XML that mimeType says: \(failure.description)", location: entry.entryUUID)
        }
        return nil
    }

    private static func parseFailure(of bytes: [UInt8]) -> ParseFailure? {
        do {
            _ = try FrozenTree.parse(bytes)
            return nil
        } catch {
            return error
        }
    }
}
