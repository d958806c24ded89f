// Notices of what became of a message at its reader's (MDN, RFC 8098), read and written.

/// What became of a message at its reader's.
public struct DispositionNotice: Sendable, Hashable {
    /// The id of the message that the notice is about, without angle brackets.
    public var originalMessageID: String?
    /// The mailbox that the notice is about.
    public var finalRecipient: String?
    /// The mailbox as the sender had written it.
    public var originalRecipient: String?
    /// `manual-action/MDN-sent-manually`, `automatic-action/MDN-sent-automatically` and the like.
    public var mode: String
    /// `displayed`, `processed`, `deleted` or what else, in lower case.
    public var type: String
    /// What stands behind the type, for instance `error` with its text.
    public var modifier: String?
    /// The text of the Error field, where there is one.
    public var error: String?

    /// Whether something failed: the message was not integrated, or could not be shown.
    public var isError: Bool { ["error", "failed", "failure"].contains { modifier?.lowercased().hasPrefix($0) ?? false } || type == "failed" || error != nil }

    /// States what became of a message.
    public init(
        originalMessageID: String?, finalRecipient: String?, mode: String = "automatic-action/MDN-sent-automatically", type: String, modifier: String? = nil
    ) {
        self.originalMessageID = originalMessageID
        self.finalRecipient = finalRecipient
        self.mode = mode
        self.type = type
        self.modifier = modifier
    }

    /// The notice that a message is; nil where it is none.
    public init?(_ message: MailPart) {
        guard message.mediaType == "multipart/report", message.parameter("report-type")?.lowercased() == "disposition-notification",
            let part = message.parts.first(where: { $0.mediaType == "message/disposition-notification" }),
            let fields = NoticeFields.groups(of: part).first, let disposition = fields["Disposition"]
        else { return nil }
        let halves = disposition.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
        mode = halves[0].trimmingBlanks()
        let outcome = halves.count > 1 ? halves[1].trimmingBlanks() : ""
        let steps = outcome.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        type = steps.first.map { $0.lowercased().trimmingBlanks() } ?? ""
        modifier = steps.count > 1 ? steps[1].trimmingBlanks() : nil
        originalMessageID = fields.identifier("Original-Message-ID")
        finalRecipient = NoticeFields.address(fields["Final-Recipient"])
        originalRecipient = NoticeFields.address(fields["Original-Recipient"])
        error = fields.text("Error")
    }

    /// The content of a message that gives this notice: a text for people, the notice for programs, and the message that it is about.
    public func content(text: String, original: [UInt8]?) -> MailContent {
        var fields = [MailField("Reporting-UA", "passerelle")]
        if let address = originalRecipient { fields.append(MailField("Original-Recipient", "rfc822;" + address)) }
        if let address = finalRecipient { fields.append(MailField("Final-Recipient", "rfc822;" + address)) }
        if let id = originalMessageID { fields.append(MailField("Original-Message-ID", "<\(id)>")) }
        fields.append(MailField("Disposition", "\(mode); \(type)" + (modifier.map { "/" + $0 } ?? "")))
        if let error { fields.append(MailField("Error", error)) }
        var parts: [MailContent] = [.text(text), .fields(mediaType: "message/disposition-notification", [fields])]
        if let original { parts.append(.message(original)) }
        return .multipart("report", parameters: [MailField("report-type", "disposition-notification")], parts)
    }
}

/// The fields of notices.
enum NoticeFields {
    /// The groups of fields of a part, divided by blank lines.
    static func groups(of part: MailPart) -> [MailHeader] {
        var groups: [MailHeader] = []
        var rest = part.bytes[...]
        while !rest.isEmpty, groups.count < 200 {
            guard let (header, end) = try? MailHeader.read(rest, limits: .standard) else { break }
            if !header.fields.isEmpty { groups.append(header) }
            rest = rest[end...]
        }
        return groups
    }

    /// The address behind its type, for instance `rfc822; somebody@example.org`.
    static func address(_ value: String?) -> String? {
        guard let value else { return nil }
        let text = value.split(separator: ";", maxSplits: 1).last.map { $0.trimmingBlanks() }
        return text.map { MailAddress(mailbox: $0)?.text ?? $0 }
    }
}
