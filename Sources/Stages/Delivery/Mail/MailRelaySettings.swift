// How the mail relay is reached: address, security, credentials and limits.

/// How the mail relay is reached (SMTP, RFC 5321).
public struct MailRelaySettings: Sendable, Hashable {
    /// Whether the exchange is encrypted.
    public enum Security: String, Sendable, Hashable, CaseIterable {
        /// From the first byte (`smtps`, RFC 8314).
        case implicit
        /// From STARTTLS on (RFC 3207); a relay that does not offer it is given nothing.
        case startTLS
        /// Never: for a relay on the same machine.
        case none
    }

    /// The host and port.
    public var host: String, port: Int
    /// Whether the exchange is encrypted.
    public var security: Security
    /// The authorities that the relay's certificate must chain to; nil where nothing is encrypted.
    public var authorities: PEMSource?
    /// The client certificate, followed by its intermediates, and its key.
    public var clientCertificate: PEMSource?, clientKey: PEMSource?
    /// The account and its password; nil where the relay knows us by our certificate or place.
    public var user: String?, password: String?
    /// What this gateway calls itself in EHLO.
    public var ownName: String
    /// Whether reports of delivery are asked for, which the relay must know (DSN, RFC 3461).
    public var asksForReports = true
    /// Seconds to make a connection, and for a whole exchange.
    public var connectSeconds: Double = 10, totalSeconds: Double = 120

    /// Sets how the relay is reached.
    public init(host: String, port: Int, security: Security, authorities: PEMSource? = nil, ownName: String) {
        self.host = host
        self.port = port
        self.security = security
        self.authorities = authorities
        self.ownName = ownName
    }

    /// The address as libcurl takes it, with our own name as its path.
    var url: String { "\(security == .implicit ? "smtps" : "smtp")://\(host):\(port)/\(ownName)" }
}
