// Whether a message may be answered by a program at all.

extension MailPart {
    /// Whether a program wrote the message, or nobody can be answered: such a message is never answered by a program (RFC 3834, 2).
    public var isAutomatic: Bool {
        if let submitted = header["Auto-Submitted"], !submitted.lowercased().hasPrefix("no") { return true }
        if mediaType == "multipart/report" { return true }
        if let path = header["Return-Path"], path.trimmingBlanks() == "<>" { return true }
        if ["bulk", "junk", "list"].contains(header["Precedence"]?.lowercased() ?? "") { return true }
        if header["List-Id"] != nil { return true }
        let writer = header.address("From")?.text.lowercased() ?? ""
        return writer.isEmpty || writer.hasPrefix("mailer-daemon@") || writer.hasPrefix("postmaster@")
    }
}
