// Whether a document is the XML that it is said to be.

public import XMLTree

extension ProvidedDocument {
    /// Why the bytes are not the XML that a media type declares; nil where they are, or where it declares something else.
    public func parseFailure(declaredAs mediaType: String?, limits: ParseLimits = .standard) -> ParseFailure? {
        guard let mediaType, MediaType.isXML(mediaType) else { return nil }
        do {
            _ = try FrozenTree.parse(bytes, limits: limits)
            return nil
        } catch {
            return error
        }
    }
}

extension ProvideAndRegisterRequest {
    /// Why a part is not the XML that its own header says: a fault of the package, as a broken transfer encoding is one.
    public func partContentFailure(limits: ParseLimits = .standard) -> MessageFailure? {
        for document in documents {
            if let failure = document.parseFailure(declaredAs: document.mediaType, limits: limits) {
                return MessageFailure(.partContent, parse: failure)
            }
        }
        return nil
    }
}
