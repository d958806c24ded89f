// The addressing of a message, and the blocks that ride with it.

/// The header of a message: WS-Addressing 1.0 properties and opaque further blocks.
///
/// In a message that was read, `action` and `messageID` are empty where the sender left them out.
public struct SOAPHeader: Sendable, Hashable {
    /// What the message asks for or is, for instance `urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b`.
    public var action: String
    /// The message's own id, a `urn:uuid:`.
    public var messageID: String
    /// Where it is sent.
    public var to: String?
    /// Where the answer goes; the anonymous address means: back on the same connection.
    public var replyTo: String?
    /// The id of the message that this one answers.
    public var relatesTo: String?
    /// Further header blocks to be written as they are: each one whole, well-formed, namespace-complete element, such as
    /// `wsse:Security`.
    public var blocks: [[UInt8]]

    /// Back on the same connection (WS-Addressing 1.0 Core, 2.1).
    public static let anonymous = "http://www.w3.org/2005/08/addressing/anonymous"

    /// Addresses a message.
    public init(
        action: String, messageID: String, to: String? = nil, replyTo: String? = SOAPHeader.anonymous, relatesTo: String? = nil,
        blocks: [[UInt8]] = []
    ) {
        self.action = action
        self.messageID = messageID
        self.to = to
        self.replyTo = replyTo
        self.relatesTo = relatesTo
        self.blocks = blocks
    }

    /// The header of the answer to a request: the answering action, and the request's id.
    public static func answer(to request: SOAPHeader, action: String, messageID: String) -> SOAPHeader {
        SOAPHeader(action: action, messageID: messageID, replyTo: nil, relatesTo: request.messageID)
    }
}

/// The transactions, by their WS-Addressing actions (ITI TF-2, ITI-18, 41, 42, 43 and 57).
public enum TransactionAction: String, Sendable, Hashable, CaseIterable {
    /// ITI-41.
    case provideAndRegister = "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b"
    /// ITI-42.
    case register = "urn:ihe:iti:2007:RegisterDocumentSet-b"
    /// ITI-18.
    case storedQuery = "urn:ihe:iti:2007:RegistryStoredQuery"
    /// ITI-43.
    case retrieve = "urn:ihe:iti:2007:RetrieveDocumentSet"
    /// ITI-57.
    case update = "urn:ihe:iti:2010:UpdateDocumentSet"

    /// The action of the answer.
    public var response: String { rawValue + "Response" }
}
