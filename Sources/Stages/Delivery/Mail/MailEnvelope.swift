// The envelope of a mail: from whom, to whom, and whether its delivery is to be reported.

public import MailMessages

/// The envelope of a mail (RFC 5321, 2.3.1).
public struct MailEnvelope: Sendable, Hashable {
    /// Who is told of what goes wrong; nil for the null sender, whose mail is never answered.
    public var sender: MailAddress?
    /// To whom.
    public var recipients: [MailAddress]
    /// The name under which delivery is to be reported (ENVID, RFC 3461): letters, digits, points and hyphens; nil where no report is wanted.
    public var reportName: String?

    /// Addresses an envelope.
    public init(sender: MailAddress?, recipients: [MailAddress], reportName: String? = nil) {
        self.sender = sender
        self.recipients = recipients
        self.reportName = reportName
    }

    /// The sender as libcurl takes it, with what RFC 3461 puts behind.
    ///
    /// libcurl before 8.16 closes the last word with an angle bracket, which ENVID and ORCPT may end with: both forms are valid, and reports that come
    /// back are read without it.
    func senderArgument(reports: Bool) -> String {
        guard let sender else { return "" }
        guard reports, let reportName else { return sender.text }
        return "<\(sender.text)> RET=HDRS ENVID=\(reportName)"
    }

    /// A recipient as libcurl takes it.
    func argument(for recipient: MailAddress, reports: Bool) -> String {
        guard reports, reportName != nil, let address = Self.xtext(recipient.text) else { return recipient.text }
        return "<\(recipient.text)> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;\(address)"
    }

    /// An address in the form of RFC 3461, 4.
    private static func xtext(_ text: String) -> String? {
        text.replacing("+", with: "+2B").replacing("=", with: "+3D")
    }
}
