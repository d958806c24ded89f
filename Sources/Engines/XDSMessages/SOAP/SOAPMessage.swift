// A SOAP 1.2 message, read: its addressing, its body, and the parts that came with it.

public import XMLTree

/// A SOAP 1.2 message, read.
public struct SOAPMessage: Sendable {
    /// The addressing.
    public let header: SOAPHeader
    /// The header blocks that are not of WS-Addressing, such as `wsse:Security`.
    public let headerBlocks: [Node]
    /// The one element of the body.
    public let payload: Node
    /// The fault, where the payload is one.
    public let fault: SOAPFault?
    /// Whether the message came as a package.
    public let isPackage: Bool
    /// The bytes of the envelope as they came, over which the signatures in its header were made.
    public let envelope: [UInt8]
    /// The parts, by the element that includes each.
    let inclusions: [Node: MIMEPart]

    /// Reads a whole message.
    ///
    /// - Parameters:
    ///   - carried: the message as HTTP carries it: a package, or plain `application/soap+xml`.
    ///   - understood: the header blocks, besides those of WS-Addressing, that the reader processes; any other one marked
    ///     `mustUnderstand` makes the reading fail.
    public static func read(_ carried: CarriedMessage, understood: Set<QualifiedName> = [], limits: ReadingLimits = .standard) throws(MessageFailure)
        -> SOAPMessage
    {
        var reader = try SOAPMessageReader(contentType: carried.contentType, understood: understood, limits: limits)
        for chunk in carried.chunks { try reader.feed(chunk) }
        return try reader.finish()
    }

    /// The part that an element includes, nil where its content stands in the envelope.
    public func part(of element: Node) -> MIMEPart? { inclusions[element] }

    /// The bytes that an element holds: those of the part that it includes, or its text as base64.
    public func bytes(of element: Node) throws(MessageFailure) -> [UInt8] {
        if let part = inclusions[element] { return part.bytes }
        guard element.elements.first(where: { _ in true }) == nil, let bytes = Base64.decode(element.stringValue.utf8) else {
            throw MessageFailure(.base64, detail: element.localName)
        }
        return bytes
    }

    /// The payload, if it is the element expected; a fault is thrown as such.
    func payload(_ name: String, in namespace: String) throws(MessageFailure) -> Node {
        if let fault { throw MessageFailure(.fault, fault: fault) }
        guard payload.isElement(name, in: namespace) else { throw MessageFailure(.payload, detail: "expected \(name)") }
        return payload
    }
}

/// Reads a SOAP 1.2 message as it arrives.
public struct SOAPMessageReader: Sendable {
    private let mediaType: MediaType
    private let understood: Set<QualifiedName>
    private let limits: ReadingLimits
    private var package: MultipartReader?
    private var plain: [UInt8] = []

    /// Begins to read a message of this Content-Type; see `SOAPMessage.read`.
    public init(contentType: String, understood: Set<QualifiedName> = [], limits: ReadingLimits = .standard) throws(MessageFailure) {
        mediaType = try MediaType(contentType, maximumBytes: limits.contentTypeBytes)
        self.understood = understood
        self.limits = limits
        switch mediaType.name {
        case "multipart/related":
            if let type = mediaType["type"], type.lowercased() != "application/xop+xml" { throw MessageFailure(.packageType) }
            package = try MultipartReader(mediaType: mediaType, limits: limits)
        case "application/soap+xml": break
        default: throw MessageFailure(.contentType, detail: "neither multipart/related nor application/soap+xml")
        }
    }

    /// Reads the next bytes of the body.
    public mutating func feed(_ bytes: [UInt8]) throws(MessageFailure) {
        if package != nil {
            try package!.feed(bytes)
            return
        }
        guard plain.count + bytes.count <= limits.totalBytes else { throw MessageFailure(.tooManyBytes, detail: "more than \(limits.totalBytes)") }
        if plain.isEmpty { plain = bytes } else { plain += bytes }
    }

    /// Ends the body, and gives the message.
    public mutating func finish() throws(MessageFailure) -> SOAPMessage {
        var parts: [MIMEPart]?
        var envelope = plain
        if package != nil {
            let read = try package!.finish()
            let rootType = try read[0].mediaType.map { field throws(MessageFailure) in try MediaType(field, maximumBytes: limits.contentTypeBytes).name }
            guard rootType == "application/xop+xml" || (rootType == nil && mediaType["type"] != nil) else { throw MessageFailure(.rootType) }
            envelope = read[0].bytes
            parts = read
        }
        return try EnvelopeReader(understood: understood, limits: limits).message(envelope: envelope, parts: parts, announcedAction: mediaType["action"])
    }
}
