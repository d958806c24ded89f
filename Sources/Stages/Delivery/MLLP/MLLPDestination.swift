// A system that takes HL7 v2 messages: its address, whom to trust, how long to wait.

/// Where messages are sent over MLLP, and how.
public struct MLLPDestination: Sendable, Hashable {
    /// What TLS needs.
    public struct Security: Sendable, Hashable {
        /// The authorities that the receiver's certificate must chain to; no others are trusted.
        public var authorities: PEMSource
        /// Our certificate, followed by its intermediates; nil shows none.
        public var certificate: PEMSource?
        /// The key of our certificate, without a passphrase.
        public var key: PEMSource?

        /// Names authorities, and our certificate where the receiver wants one.
        public init(authorities: PEMSource, certificate: PEMSource? = nil, key: PEMSource? = nil) {
            self.authorities = authorities
            self.certificate = certificate
            self.key = key
        }
    }

    /// The name or address of the receiver, which its certificate must name.
    public let host: String
    /// The port.
    public let port: Int
    /// TLS 1.2 or later; nil sends in plain, for receivers on the same machine or behind a tunnel.
    public var security: Security?
    /// Seconds to make a connection, the handshake included.
    public var connectSeconds = 10.0
    /// Seconds from the first byte of a message to the last of its answer.
    public var answerSeconds = 60.0
    /// The longest answer in bytes.
    public var largestAnswer = 1 << 20

    /// Reads `host:port`, the address of version 6 in brackets; nil where it is neither.
    public init?(_ address: String, security: Security? = nil) {
        guard let colon = address.lastIndex(of: ":"), let port = Int(address[address.index(after: colon)...]), (1...65_535).contains(port) else { return nil }
        let host = String(address[..<colon])
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        let name = isBracketed ? String(host.dropFirst().dropLast()) : host
        let allowed = isBracketed ? "0123456789abcdefABCDEF:." : "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-._"
        guard !name.isEmpty, name.allSatisfy(allowed.contains) else { return nil }
        self.host = host
        self.port = port
        self.security = security
    }

    /// The address as libcurl takes it: the scheme says whether there is a handshake, and no HTTP is spoken.
    var url: String { (security == nil ? "http" : "https") + "://\(host):\(port)" }
}

extension MLLPDestination: CustomStringConvertible {
    /// The address.
    public var description: String { "\(host):\(port)" }
}
