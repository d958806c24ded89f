// How the store is reached: credentials, trust and limits.

/// A certificate, a key or a list of authorities in PEM.
public enum PEMSource: Sendable, Hashable {
    /// In a file.
    case file(String)
    /// In memory.
    case bytes([UInt8])
}

/// How the store is reached over mutually authenticated HTTPS.
public struct StoreConnectionSettings: Sendable, Hashable {
    /// The client certificate, followed by its intermediates.
    public var clientCertificate: PEMSource?
    /// The client's private key, without a passphrase.
    public var clientKey: PEMSource?
    /// The authorities that the store's certificate must chain to; no others are trusted.
    public var authorities: PEMSource
    /// Seconds to make a connection, the handshake included.
    public var connectSeconds: Double
    /// Seconds for a whole exchange.
    public var totalSeconds: Double
    /// Bytes a second below which an exchange counts as stalled.
    public var stalledBytesPerSecond: Int
    /// Seconds after which a stalled exchange is given up.
    public var stalledSeconds: Int
    /// The longest answer in bytes.
    public var largestAnswer: Int
    /// The most connections at once.
    public var connections: Int
    /// Seconds that an idle connection is kept.
    public var idleSeconds: Int
    /// A proxy; the environment's proxies are never used.
    public var proxy: String?
    /// Whether `http` is allowed beside `https`: for responders, whose answers are signed, and never for a store.
    public var allowsPlainHTTP = false

    /// Sets how the store is reached.
    public init(
        clientCertificate: PEMSource? = nil, clientKey: PEMSource? = nil, authorities: PEMSource, connectSeconds: Double = 10,
        totalSeconds: Double = 120, stalledBytesPerSecond: Int = 100, stalledSeconds: Int = 30, largestAnswer: Int = 64 << 20, connections: Int = 8,
        idleSeconds: Int = 60, proxy: String? = nil
    ) {
        self.clientCertificate = clientCertificate
        self.clientKey = clientKey
        self.authorities = authorities
        self.connectSeconds = connectSeconds
        self.totalSeconds = totalSeconds
        self.stalledBytesPerSecond = stalledBytesPerSecond
        self.stalledSeconds = stalledSeconds
        self.largestAnswer = largestAnswer
        self.connections = connections
        self.idleSeconds = idleSeconds
        self.proxy = proxy
    }
}
