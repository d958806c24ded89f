// The namespaces of the messages, and the prefixes under which they are written.

/// A name in a namespace.
public struct QualifiedName: Sendable, Hashable, Codable {
    /// The namespace, empty for none.
    public var namespace: String
    /// The local name.
    public var local: String

    /// Names something in a namespace.
    public init(_ local: String, in namespace: String) {
        self.local = local
        self.namespace = namespace
    }

    /// The header block of WS-Security.
    public static let security = QualifiedName("Security", in: "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd")
}

enum Namespace {
    static let soap = "http://www.w3.org/2003/05/soap-envelope"
    static let addressing = "http://www.w3.org/2005/08/addressing"
    static let xop = "http://www.w3.org/2004/08/xop/include"
    static let rim = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"
    static let rs = "urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0"
    static let lcm = "urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"
    static let query = "urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0"
    static let xds = "urn:ihe:iti:xds-b:2007"
    static let xml = "http://www.w3.org/XML/1998/namespace"
    /// Our own fault subcodes.
    static let fault = "urn:passerelle:fault"
}
