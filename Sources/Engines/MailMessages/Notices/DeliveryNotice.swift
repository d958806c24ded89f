// Notices of what became of a message on its way (DSN, RFC 3461 to 3464), read.

/// What became of a message on its way to its readers.
public struct DeliveryNotice: Sendable, Hashable {
    /// What became of it at one mailbox.
    public struct Recipient: Sendable, Hashable {
        /// The mailbox; the one that the sender had written where that is known.
        public var address: String
        /// `failed`, `delayed`, `delivered`, `relayed` or `expanded`, in lower case (RFC 3464, 2.3.3).
        public var action: String
        /// The status, for instance `5.1.1` (RFC 3463).
        public var status: String
        /// The reply code of SMTP in the diagnostic, for instance 550.
        public var replyCode: Int?
    }

    /// The id that the sender gave to the sending (RFC 3461, ENVID).
    public var envelopeID: String?
    /// The id of the message, where its header came back.
    public var originalMessageID: String?
    /// The mailboxes.
    public var recipients: [Recipient]

    /// The notice that a message is; nil where it is none.
    public init?(_ message: MailPart) {
        guard message.mediaType == "multipart/report", message.parameter("report-type")?.lowercased() == "delivery-status",
            let part = message.parts.first(where: { $0.mediaType == "message/delivery-status" })
        else { return nil }
        let groups = NoticeFields.groups(of: part)
        envelopeID = groups.first?["Original-Envelope-Id"]
        recipients = groups.compactMap { fields in
            guard let action = fields["Action"], let address = NoticeFields.address(fields["Original-Recipient"] ?? fields["Final-Recipient"]) else {
                return nil
            }
            return Recipient(
                address: address, action: action.prefix { $0 != " " && $0 != "(" }.lowercased(),
                status: fields["Status"].map { String($0.prefix { $0 != " " }) } ?? "",
                replyCode: fields["Diagnostic-Code"].flatMap(Self.replyCode))
        }
        let returned = message.parts.first { ["message/rfc822", "text/rfc822-headers", "message/rfc822-headers"].contains($0.mediaType) }
        originalMessageID = returned.flatMap { try? MailHeader.read($0.bytes[...], limits: .standard).header.identifier("Message-ID") }
        if recipients.isEmpty { return nil }
    }

    /// The reply code in `smtp; 550 5.1.1 …`: a word of three digits of its own, for addresses of hosts have such pieces, too.
    private static func replyCode(_ diagnostic: String) -> Int? {
        diagnostic.split { " \t;-".contains($0) }.lazy
            .compactMap { word in word.utf8.count == 3 && word.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(word) : nil }
            .first { (200...599).contains($0) }
    }
}
