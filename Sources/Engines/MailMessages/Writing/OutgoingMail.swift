// A message that is to be sent: who writes to whom, when, about what.

public import Foundation

/// A message that is to be sent (RFC 5322).
public struct OutgoingMail: Sendable {
    /// Who writes.
    public var from: MailAddress
    /// Who is to read it.
    public var to: [MailAddress]
    /// Who is to be answered; nil for the writer.
    public var replyTo: MailAddress?
    /// What it is about.
    public var subject: String
    /// The name of the message, without angle brackets; no other message ever has it.
    public var messageID: String
    /// When it was written.
    public var date: Date
    /// Where a notice of reading is wanted; nil for none (RFC 8098, 2.1).
    public var dispositionNotificationTo: MailAddress?
    /// Further fields, for instance `X-MSS-MES`.
    public var fields: [MailField] = []
    /// What it holds.
    public var content: MailContent

    /// Prepares a message.
    public init(from: MailAddress, to: [MailAddress], subject: String, messageID: String, date: Date, content: MailContent) {
        self.from = from
        self.to = to
        self.subject = subject
        self.messageID = messageID
        self.date = date
        self.content = content
    }

    /// The message as it goes over the wire, lines ended by CR LF.
    public var bytes: [UInt8] {
        var text = HeaderField.structured("Date", Self.written(date))
        text += HeaderField.structured("From", from.text)
        text += HeaderField.structured("To", to.map(\.text).joined(separator: ", "))
        if let replyTo { text += HeaderField.structured("Reply-To", replyTo.text) }
        text += HeaderField.text("Subject", subject)
        text += HeaderField.structured("Message-ID", "<\(messageID)>")
        if let address = dispositionNotificationTo { text += HeaderField.structured("Disposition-Notification-To", "<\(address.text)>") }
        for field in fields { text += HeaderField.text(field.name, field.value) }
        text += "MIME-Version: 1.0\r\n"
        var bytes = Array(text.utf8)
        let mark = messageID.unicodeScalars.filter { $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) }.prefix(36)
        content.write(into: &bytes, boundary: "=_" + String(String.UnicodeScalarView(mark)))
        return bytes
    }

    /// A date as messages have it, in UTC (RFC 5322, 3.3).
    static func written(_ date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second, .weekday], from: date)
        func two(_ number: Int?) -> String { ((number ?? 0) < 10 ? "0" : "") + String(number ?? 0) }
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let time = [parts.hour, parts.minute, parts.second].map(two).joined(separator: ":")
        return "\(days[(parts.weekday ?? 1) - 1]), \(parts.day ?? 1) \(months[(parts.month ?? 1) - 1]) \(parts.year ?? 0) \(time) +0000"
    }
}
