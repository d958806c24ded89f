// What a sender shows to say who it is.

/// What came with a document to say who sends it.
///
/// Today that is the client certificate of the TLS connection. Each further kind of credential becomes a property here and
/// a rule in `AuthorCheck`, and leaves those that exist as they are.
public struct PresentedCredential: Sendable, Hashable {
    /// The client certificates of the TLS connection, DER, leaf first; empty where the client presented none.
    ///
    /// A resumed TLS session may know the leaf alone: issuing authorities are then taken from the configuration.
    public var clientChain: [[UInt8]]

    /// States what was presented.
    public init(clientChain: [[UInt8]]) { self.clientChain = clientChain }

    /// Nothing was presented.
    public static let none = PresentedCredential(clientChain: [])
}

extension PresentedCredential: CustomStringConvertible {
    /// How many certificates: no names.
    public var description: String { "credential(\(clientChain.count) certificates)" }
}
