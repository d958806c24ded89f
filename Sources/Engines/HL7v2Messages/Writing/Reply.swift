// The acknowledgement of a message: whose it is, what became of it, and what is wrong.

/// The acknowledgement code (MSA-1, HL7 table 0008).
public enum ReplyCode: String, Sendable, Hashable, Codable {
    /// Taken in charge.
    case accepted = "AA"
    /// The message has errors; the same message will be refused again.
    case error = "AE"
    /// Rejected for a reason outside of its content.
    case rejected = "AR"
}

/// What ERR says (HL7 v2.6, 2.15.5).
public struct ReplyError: Sendable, Hashable {
    /// ERR-2, where.
    public var location: ErrorLocation?
    /// ERR-3, the standard's condition.
    public var condition: MessageCondition
    /// ERR-5, the application's own code, its text and the code system.
    public var application: (code: String, text: String, system: String)?
    /// ERR-7, what would be right and how to mend it; holds no patient data.
    public var cure: String?
    /// ERR-8, a sentence for people; holds no patient data.
    public var userMessage: String?

    /// States an error.
    public init(
        _ condition: MessageCondition, at location: ErrorLocation? = nil, application: (code: String, text: String, system: String)? = nil,
        cure: String? = nil, userMessage: String? = nil
    ) {
        self.condition = condition
        self.location = location
        self.application = application
        self.cure = cure
        self.userMessage = userMessage
    }

    /// Whether two errors say the same.
    public static func == (left: ReplyError, right: ReplyError) -> Bool {
        left.location == right.location && left.condition == right.condition && left.cure == right.cure && left.userMessage == right.userMessage
            && left.application?.code == right.application?.code && left.application?.system == right.application?.system
    }

    /// Feeds what makes an error itself.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(location)
        hasher.combine(condition)
        hasher.combine(application?.code)
    }

    var segment: OutgoingSegment {
        var segment = OutgoingSegment(
            "ERR",
            [3: .components([String(condition.rawValue), condition.text, "messageErrorCondition"]), 4: "E"])
        if let location { segment[2] = .components(location.components) }
        if let application { segment[5] = .components([application.code, application.text, application.system]) }
        if let cure { segment[7] = .text(cure) }
        if let userMessage { segment[8] = .text(userMessage) }
        return segment
    }
}

/// An acknowledgement in original mode: one for each message, in order.
public struct Reply: Sendable, Hashable {
    /// MSA-1.
    public var code: ReplyCode
    /// ERR; nil when accepted.
    public var error: ReplyError?

    /// States what became of a message.
    public init(_ code: ReplyCode, _ error: ReplyError? = nil) {
        self.code = code
        self.error = error
    }

    /// The acknowledgement in pipe form.
    ///
    /// Sender and receiver change places, delimiters and character set are those of the message, so that whoever wrote it can read
    /// the answer; where no header could be read, the standard's own stand in.
    ///
    /// - Parameters:
    ///   - header: the header of the message, nil where it has none.
    ///   - controlID: the control id of the acknowledgement itself.
    ///   - time: the present moment as `YYYYMMDDHHMMSS+ZZZZ`.
    public func message(to header: MessageHeader?, controlID: String, time: String) -> OutgoingMessage {
        var reply = OutgoingSegment("MSH")
        var acknowledged: OutgoingField?
        var message = OutgoingMessage([])
        if let header {
            message.delimiters = header.segment.source.delimiters
            message.characterSet = header.segment.source.characterSet
            for (mine, theirs) in [(3, 5), (4, 6), (5, 3), (6, 4), (11, 11), (12, 12), (17, 17)] {
                reply[mine] = echo(of: header.segment.field(theirs))
            }
            acknowledged = echo(of: header.segment.field(10))
        }
        reply[7] = .text(time)
        reply[9] = .components(["ACK", header?.triggerEvent ?? "", "ACK"])
        reply[10] = .text(controlID)
        reply[11] = reply[11] ?? "P"
        reply[12] = reply[12] ?? "2.6"
        reply[17] = reply[17] ?? "FRA"
        reply[18] = .text(message.characterSet.rawValue)
        var receipt = OutgoingSegment("MSA", [1: .text(code.rawValue)])
        receipt[2] = acknowledged
        message.segments = [reply, receipt] + (error.map { [$0.segment] } ?? [])
        return message
    }

    /// A field of the header, repeated as it came but for control characters: a header that is refused for them must not pass them on.
    private func echo(of field: Field) -> OutgoingField? {
        var bytes = field.value.raw.prefix(Self.longestEcho).filter { $0 >= 0x20 && $0 != 0x7F }
        // The cut may have divided a character: what stands before it is in the set, as the whole header is.
        while field.value.byteRange.count > Self.longestEcho, !field.value.source.characterSet.accepts(bytes) { bytes.removeLast() }
        return bytes.isEmpty ? nil : .raw(Array(bytes))
    }

    /// The most bytes of a header field that are repeated.
    private static let longestEcho = 1_024
}
