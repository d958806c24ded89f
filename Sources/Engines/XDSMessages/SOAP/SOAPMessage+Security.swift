// Whether the header of a message holds an assertion of who sends it.

import XMLTree

extension SOAPMessage {
    /// Whether a `wsse:Security` block holds an assertion, or must be understood and so may not be passed over.
    public var presentsAssertion: Bool {
        headerBlocks.contains { block in
            guard block.isElement(QualifiedName.security.local, in: QualifiedName.security.namespace) else { return false }
            let mark = block.attribute("mustUnderstand", in: Namespace.soap)?.stringValue
            return mark == "1" || mark == "true" || block.descendants.contains { $0.kind == .element && $0.localName == "Assertion" }
        }
    }
}
