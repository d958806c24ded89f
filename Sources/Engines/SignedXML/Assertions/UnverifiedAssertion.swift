// Finds the one assertion of a message, where it has to stand, and the signature that must cover it.

public import XMLTree

/// Where an assertion may come from.
public struct AssertionPlaces: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: Int
    /// States bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// An assertion that is the whole document.
    public static let alone = AssertionPlaces(rawValue: 1)
    /// An assertion in the `wsse:Security` block of a SOAP envelope, or in such a block alone.
    public static let securityHeader = AssertionPlaces(rawValue: 2)
    /// An assertion in a `samlp:Response`, which may be signed in its stead.
    public static let response = AssertionPlaces(rawValue: 4)
}

/// An assertion as it stands in a message; nothing in it is believed before its signature is verified.
public struct UnverifiedAssertion: Sendable {
    /// The signature over the assertion, or over the Response around it.
    public let signature: UnverifiedSignature
    /// Whether the signature is the assertion's own.
    let isOwnSignature: Bool

    /// Finds the assertion of a message: a SOAP envelope, a `wsse:Security` block, a Response, or the assertion itself.
    public init(
        in bytes: [UInt8], limits: ParseLimits = .assertion, places: AssertionPlaces = [.alone, .securityHeader], policy: SignaturePolicy = .standard
    ) throws(SignedXMLFailure) {
        let tree: FrozenTree
        do {
            tree = try FrozenTree.parse(bytes, limits: limits)
        } catch {
            let isLimit = error.code.rawValue.contains("limit")
            throw SignedXMLFailure(isLimit ? .limits : .unreadable, "document", expected: "XML", received: error.code.rawValue)
        }
        try self.init(in: tree, places: places, policy: policy)
    }

    /// Finds the assertion of a message that was read already.
    public init(
        in tree: FrozenTree, places: AssertionPlaces = [.alone, .securityHeader], policy: SignaturePolicy = .standard
    ) throws(SignedXMLFailure) {
        let all = tree.elements("Assertion", in: AssertionName.namespace)
        guard let assertion = all.first else {
            let encrypted = tree.elements("EncryptedAssertion", in: AssertionName.namespace).isEmpty == false
            throw SignedXMLFailure(.absent, "Assertion", expected: "saml:Assertion, version 2.0", received: encrypted ? "EncryptedAssertion" : nil)
        }
        guard all.count == 1 else { throw Self.severalAssertions(all) }
        let place = try Self.place(of: assertion, places)
        if assertion.child("Signature", in: SignatureName.namespace) != nil || place.response == nil {
            signature = try UnverifiedSignature(of: assertion, policy: policy)
            isOwnSignature = true
        } else {
            signature = try UnverifiedSignature(of: place.response!, policy: policy)
            isOwnSignature = false
        }
        if let block = place.securityBlock { try MessageSignatures.refuseMisplaced(in: block) }
    }

    /// Verifies the signature under the key of a certificate whose path the caller has proven, and reads the assertion from the bytes that it covers.
    public func assertion(signedBy certificate: [UInt8]) throws(SignedXMLFailure) -> Assertion {
        let content = try signature.content(signedBy: certificate)
        guard !isOwnSignature else { return try AssertionReader(content.root).assertion() }
        let inside = content.root.children("Assertion", in: AssertionName.namespace)
        guard inside.count == 1 else { throw SignedXMLFailure(.wrapping, "Response/Assertion", expected: "1", received: "\(inside.count)") }
        return try AssertionReader(inside[0]).assertion()
    }

    /// Which fault it is that there are several: two honest ones, two that claim one identifier, or one that hides behind another's signature.
    private static func severalAssertions(_ all: [Node]) -> SignedXMLFailure {
        let areBeside = all.allSatisfy { $0.parent == all[0].parent }
        let identifiers = Set(all.map { $0[attribute: "ID"] })
        guard !areBeside || identifiers.count == all.count else {
            return SignedXMLFailure(.duplicateIdentifier, "Assertion/@ID", expected: "1 element", received: "\(all.count)")
        }
        let areSigned = all.allSatisfy { $0.child("Signature", in: SignatureName.namespace) != nil }
        return SignedXMLFailure(areBeside && areSigned ? .several : .wrapping, "Assertion", expected: "1", received: "\(all.count)")
    }

    private static func place(of assertion: Node, _ places: AssertionPlaces) throws(SignedXMLFailure) -> (response: Node?, securityBlock: Node?) {
        let misplaced = SignedXMLFailure(.wrapping, "Assertion", expected: "Envelope/Header/Security/Assertion", received: assertion.path)
        guard let parent = assertion.parent, parent.kind == .element else {
            guard places.contains(.alone) else { throw misplaced }
            return (nil, nil)
        }
        if parent.localName == "Response", parent.namespaceURI == AssertionName.protocolNamespace, parent.parent?.kind == .document {
            guard places.contains(.response) else { throw misplaced }
            let code = parent.child("Status", in: AssertionName.protocolNamespace)?.child("StatusCode", in: AssertionName.protocolNamespace)
            guard code?[attribute: "Value"] == AssertionName.success else { throw SignedXMLFailure(.structure, "Response/Status", expected: "Success") }
            return (parent, nil)
        }
        guard places.contains(.securityHeader), parent.localName == "Security", parent.namespaceURI == AssertionName.security else { throw misplaced }
        guard let header = parent.parent, header.kind == .element else { return (nil, parent) }
        guard header.localName == "Header", let envelope = header.parent, envelope.localName == "Envelope", envelope.parent?.kind == .document,
            let namespace = envelope.namespaceURI, AssertionName.envelopes.contains(namespace), header.namespaceURI == namespace
        else { throw misplaced }
        return (nil, parent)
    }
}

extension ParseLimits {
    /// The limits for a message that holds an assertion and little else: 8 MiB, 200,000 nodes, 64 levels.
    public static let assertion = ParseLimits(bytes: 8 << 20, depth: 64, nodes: 200_000, textBytes: 4 << 20, seconds: 2)
}

/// The names that assertions and what is around them are written with.
enum AssertionName {
    static let namespace = "urn:oasis:names:tc:SAML:2.0:assertion"
    static let protocolNamespace = "urn:oasis:names:tc:SAML:2.0:protocol"
    static let success = "urn:oasis:names:tc:SAML:2.0:status:Success"
    static let security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
    static let envelopes = ["http://www.w3.org/2003/05/soap-envelope", "http://schemas.xmlsoap.org/soap/envelope/"]
}
