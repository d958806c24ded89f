// One exchange with the store at the level of HTTP: what is sent, what comes back, or why nothing does.

/// A request to the store, or to a gateway: a POST with a body in pieces, or a GET.
public struct StoreRequest: Sendable {
    /// Where to, an `https` URL.
    public var url: String
    /// The content type of the body.
    public var contentType: String
    /// Further header fields.
    public var fields: [(name: String, value: String)]
    /// The body in pieces, which are sent one after the other and never joined.
    public var body: [[UInt8]]

    /// Describes a request.
    public init(url: String, contentType: String, fields: [(name: String, value: String)] = [], body: [[UInt8]]) {
        self.url = url
        self.contentType = contentType
        self.fields = fields
        self.body = body
    }

    /// A question without a body (GET).
    public static func question(_ url: String, fields: [(name: String, value: String)] = []) -> StoreRequest {
        var request = StoreRequest(url: url, contentType: "", fields: fields, body: [])
        request.isQuestion = true
        return request
    }

    /// Whether it is a GET, which has no body; else it is a POST.
    public private(set) var isQuestion = false

    /// The length of the body.
    public var bodyLength: Int { body.reduce(0) { $0 + $1.count } }
}

/// What the store answered, whatever the status.
public struct StoreAnswer: Sendable, Hashable {
    /// The HTTP status.
    public var status: Int
    /// The header fields, names in lower case; of a repeated field the last.
    public var fields: [String: String]
    /// The body.
    public var body: [UInt8]

    /// Describes an answer.
    public init(status: Int, fields: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// The content type, empty when the store gave none.
    public var contentType: String { fields["content-type"] ?? "" }
}

/// Why no answer came.
public enum TransferFailureReason: String, Sendable, Hashable, CaseIterable {
    /// The URL is not an `https` URL.
    case unusableURL = "url.unusable"
    /// The name of the store has no address.
    case unknownHost = "network.unknown-host"
    /// No connection could be made.
    case noConnection = "network.no-connection"
    /// The time for the exchange was over.
    case timedOut = "network.timed-out"
    /// The connection was lost, or the answer ended too early.
    case connectionLost = "network.connection-lost"
    /// The store's certificate does not chain to a trusted authority, is out of date or names another host.
    case serverCertificateRefused = "tls.server-certificate-refused"
    /// The store refused our client certificate, or wants one and got none.
    case clientCertificateRefused = "tls.client-certificate-refused"
    /// Our certificate, key or list of authorities cannot be used.
    case ownCredentialsUnusable = "tls.own-credentials-unusable"
    /// The TLS handshake failed otherwise.
    case handshakeFailed = "tls.handshake-failed"
    /// The answer is larger than allowed.
    case answerTooLarge = "answer.too-large"
    /// The answer is not HTTP.
    case answerNotHTTP = "answer.not-http"
    /// The answer is not in a frame of MLLP.
    case answerNotMLLP = "answer.not-mllp"
    /// The task was cancelled.
    case cancelled = "delivery.cancelled"
    /// The connection to the store was closed by us.
    case closed = "delivery.closed"
    /// libcurl failed otherwise.
    case machinery = "network.machinery"
}

/// An exchange that brought no answer.
public struct TransferFailure: Error, Sendable, Hashable {
    /// Why.
    public var reason: TransferFailureReason
    /// Whether the whole request may have reached the store.
    public var requestMayHaveArrived: Bool
    /// What libcurl says of it; names hosts and certificates, never documents.
    public var detail: String

    /// Describes a failure.
    public init(reason: TransferFailureReason, requestMayHaveArrived: Bool, detail: String = "") {
        self.reason = reason
        self.requestMayHaveArrived = requestMayHaveArrived
        self.detail = detail
    }
}
