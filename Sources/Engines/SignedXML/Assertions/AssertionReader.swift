// Reads an assertion from the bytes that were signed; refuses what SAML does not know and what could be read in two ways.

import Foundation
import XMLTree

/// Reads one Assertion element.
struct AssertionReader {
    /// The most attributes that are read.
    static let maximumAttributes = 128
    let root: Node

    init(_ root: Node) { self.root = root }

    func assertion() throws(SignedXMLFailure) -> Assertion {
        guard root.localName == "Assertion", root.namespaceURI == AssertionName.namespace else { throw structure("Assertion") }
        guard root[attribute: "Version"] == "2.0" else { throw structure("@Version", "2.0", root[attribute: "Version"]) }
        guard let id = root[attribute: "ID"] else { throw structure("@ID", "xs:ID") }
        let instant = try required(moment("IssueInstant", of: root), "@IssueInstant")
        let issuer = try one("Issuer")
        let subject = try one("Subject")
        let known = ["Issuer", "Subject", "Conditions", "AuthnStatement", "AttributeStatement", "Advice"]
        if let stranger = root.elements.first(where: { $0.namespaceURI != AssertionName.namespace || !known.contains($0.localName) }) {
            throw structure("Assertion", known.joined(separator: ", "), stranger.localName)
        }
        let names = subject.children("NameID", in: AssertionName.namespace)
        guard names.count == 1 else { throw structure("Subject/NameID", "1", "\(names.count)") }
        let conditions = root.children("Conditions", in: AssertionName.namespace)
        guard conditions.count <= 1 else { throw structure("Conditions", "at most 1", "\(conditions.count)") }
        return Assertion(
            id: id, issueInstant: instant, issuer: try text(issuer, "Issuer"), issuerFormat: issuer[attribute: "Format"],
            subject: try identifier(names[0], "Subject/NameID"), confirmations: try confirmations(subject),
            conditions: try self.conditions(conditions.first), authentications: try authentications(), attributes: try attributes())
    }

    // MARK: Parts

    private func confirmations(_ subject: Node) throws(SignedXMLFailure) -> [SubjectConfirmation] {
        let all = subject.children("SubjectConfirmation", in: AssertionName.namespace)
        guard all.count <= 8 else { throw SignedXMLFailure(.limits, "Subject/SubjectConfirmation", expected: "at most 8", received: "\(all.count)") }
        var read: [SubjectConfirmation] = []
        for confirmation in all {
            let data = confirmation.child("SubjectConfirmationData", in: AssertionName.namespace)
            var holders: [[UInt8]] = []
            for certificate in data?.descendants("X509Certificate", in: SignatureName.namespace) ?? [] {
                guard let bytes = SignatureShape.bytes(of: certificate, atMost: 32 << 10) else {
                    throw structure("Subject/SubjectConfirmation/SubjectConfirmationData/KeyInfo", "base64")
                }
                holders.append(bytes)
            }
            read.append(
                SubjectConfirmation(
                    method: confirmation[attribute: "Method"] ?? "", notBefore: try moment("NotBefore", of: data),
                    notOnOrAfter: try moment("NotOnOrAfter", of: data), recipient: data?[attribute: "Recipient"],
                    holderCertificates: holders))
        }
        return read
    }

    private func conditions(_ conditions: Node?) throws(SignedXMLFailure) -> AssertionConditions {
        guard let conditions else { return AssertionConditions(notBefore: nil, notOnOrAfter: nil, audiences: [], isOneTimeUse: false) }
        var audiences: [[String]] = []
        var once = false
        for child in conditions.elements {
            switch (child.namespaceURI, child.localName) {
            case (AssertionName.namespace, "AudienceRestriction"):
                var list: [String] = []
                for audience in child.children("Audience", in: AssertionName.namespace) {
                    list.append(try text(audience, "Conditions/AudienceRestriction/Audience"))
                }
                audiences.append(list)
            case (AssertionName.namespace, "OneTimeUse"): once = true
            // It limits further assertions made from this one; none are made.
            case (AssertionName.namespace, "ProxyRestriction"): break
            // SAML 2.0 Core, 2.5.1.1: what is not understood leaves the validity undetermined.
            default: throw structure("Conditions", "AudienceRestriction, OneTimeUse, ProxyRestriction", child.localName)
            }
        }
        let start = try moment("NotBefore", of: conditions)
        let end = try moment("NotOnOrAfter", of: conditions)
        return AssertionConditions(notBefore: start, notOnOrAfter: end, audiences: audiences, isOneTimeUse: once)
    }

    private func authentications() throws(SignedXMLFailure) -> [AuthenticationStatement] {
        var read: [AuthenticationStatement] = []
        for statement in root.children("AuthnStatement", in: AssertionName.namespace).prefix(8) {
            let context = statement.child("AuthnContext", in: AssertionName.namespace)?.child("AuthnContextClassRef", in: AssertionName.namespace)
            read.append(
                AuthenticationStatement(
                    instant: try required(moment("AuthnInstant", of: statement), "AuthnStatement/@AuthnInstant"),
                    contextClass: try context.map { node throws(SignedXMLFailure) in try text(node, "AuthnStatement/AuthnContext/AuthnContextClassRef") },
                    sessionNotOnOrAfter: try moment("SessionNotOnOrAfter", of: statement)))
        }
        return read
    }

    private func attributes() throws(SignedXMLFailure) -> [AssertionAttribute] {
        var read: [AssertionAttribute] = []
        var names: Set<String> = []
        for statement in root.children("AttributeStatement", in: AssertionName.namespace) {
            for attribute in statement.elements {
                guard attribute.localName == "Attribute", attribute.namespaceURI == AssertionName.namespace, let name = attribute[attribute: "Name"] else {
                    throw structure("AttributeStatement", "Attribute/@Name", attribute.localName)
                }
                guard read.count < Self.maximumAttributes else {
                    throw SignedXMLFailure(.limits, "AttributeStatement", expected: "at most \(Self.maximumAttributes) attributes")
                }
                guard names.insert(name).inserted else { throw structure(name, "1", "more than once") }
                var values: [AssertionAttributeValue] = []
                for value in attribute.children("AttributeValue", in: AssertionName.namespace).prefix(33) { values.append(try self.value(value, name)) }
                guard values.count <= 32 else { throw SignedXMLFailure(.limits, name, expected: "at most 32 values") }
                read.append(AssertionAttribute(name: name, values: values))
            }
        }
        return read
    }

    private func value(_ value: Node, _ name: String) throws(SignedXMLFailure) -> AssertionAttributeValue {
        let elements = Array(value.elements.prefix(9))
        guard !elements.isEmpty else { return .text(try text(value, name)) }
        guard elements.count <= 8 else { throw SignedXMLFailure(.limits, name, expected: "at most 8 elements") }
        guard value.children.allSatisfy({ $0.kind == .element || $0.isWhitespace }) else { throw structure(name, "a text, or elements") }
        return .elements(try elements.map { element throws(SignedXMLFailure) in try read(element, name) })
    }

    private func read(_ element: Node, _ name: String) throws(SignedXMLFailure) -> AttributeElement {
        guard element.children.allSatisfy({ $0.kind == .text }) else { throw structure(name, "elements that hold no others") }
        var attributes: [String: String] = [:]
        for attribute in element.attributes where attribute.namespaceURI == nil { attributes[attribute.localName] = attribute.stringValue }
        return AttributeElement(name: element.localName, namespace: element.namespaceURI, attributes: attributes, text: element.stringValue)
    }
}
