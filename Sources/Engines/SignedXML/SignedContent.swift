// The bytes that a signature was found to cover, and the tree that was read from them and from nothing else.

public import XMLTree

/// What was really signed.
///
/// The only way to one is `UnverifiedSignature.content(signedBy:)`.
public struct SignedContent: Sendable {
    /// The canonical bytes that were digested: the element without its signature.
    public let bytes: [UInt8]
    /// The element, read again from those bytes.
    public let root: Node

    init(bytes: [UInt8]) throws(SignedXMLFailure) {
        self.bytes = bytes
        do {
            root = try FrozenTree.parse(bytes).root
        } catch {
            throw SignedXMLFailure(.machinery, "signed bytes", received: error.code.rawValue)
        }
    }
}
