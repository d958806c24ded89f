// What a sender shows to say who it is.

/// What came with a document to say who sends it.
///
/// The client certificate of the TLS connection, and beside it what the message carries. A bearer token is handed over as `PresentedToken`.
public struct PresentedCredential: Sendable, Hashable {
    /// The client certificates of the TLS connection, DER, leaf first; empty where the client presented none.
    ///
    /// A resumed TLS session may know the leaf alone: issuing authorities are then taken from the configuration.
    public var clientChain: [[UInt8]]

    /// The assertion as the message carries it: the SOAP envelope, its `wsse:Security` block, or the assertion alone (a header field
    /// `Authorization: SAML` holds it in base64); nil where there is none.
    public var assertion: [UInt8]?

    /// The unique ids of the documents that one assertion is shown for, where a message brings several; each of them is judged with it.
    public var documentSet: Set<String> = []

    /// States what was presented.
    public init(clientChain: [[UInt8]], assertion: [UInt8]? = nil) {
        self.clientChain = clientChain
        self.assertion = assertion
    }

    /// Nothing was presented.
    public static let none = PresentedCredential(clientChain: [])
}

extension PresentedCredential: CustomStringConvertible {
    /// How many certificates, and whether an assertion: no names.
    public var description: String { "credential(\(clientChain.count) certificates\(assertion == nil ? "" : ", assertion"))" }
}
