// Says whether two sequences are alike to the last node.

import XMLTree

/// `fn:deep-equal` (F&O 15.3.1).
struct DeepEquality {
    private let scope: Scope
    private let timezone: Int

    init(_ call: FunctionCall) {
        scope = call.focus.scope
        timezone = call.context.implicitTimezone
    }

    func holds(_ left: XPathSequence, _ right: XPathSequence) throws -> Bool {
        guard left.count == right.count else { return false }
        for (one, other) in zip(left, right) where try !holds(one, other) { return false }
        return true
    }

    private func holds(_ left: XPathItem, _ right: XPathItem) throws -> Bool {
        try scope.spend()
        switch (left, right) {
        case (.atomic(let one), .atomic(let other)):
            if one.isNaN && other.isNaN { return true }
            return (try? ValueComparison.holds(one, .equal, other, implicitTimezone: timezone)) ?? false
        case (.node(let one), .node(let other)): return try holds(one, other)
        case (.namespace(let one), .namespace(let other)): return one.prefix == other.prefix && one.uri == other.uri
        default: return false
        }
    }

    /// Walks both trees side by side, without recursion.
    private func holds(_ left: Node, _ right: Node) throws -> Bool {
        var pairs = [(left, right)]
        while let (one, other) = pairs.popLast() {
            try scope.spend()
            guard one.kind == other.kind else { return false }
            switch one.kind {
            case .text, .comment: guard CodePoints.equal(one.stringValue, other.stringValue) else { return false }
            case .attribute, .processingInstruction:
                guard hasSameName(one, other), CodePoints.equal(one.stringValue, other.stringValue) else { return false }
            case .element, .document:
                if one.kind == .element {
                    guard hasSameName(one, other), hasSameAttributes(one, other) else { return false }
                }
                let children = significant(one)
                let others = significant(other)
                guard children.count == others.count else { return false }
                pairs.append(contentsOf: zip(children, others))
            }
        }
        return true
    }

    private func significant(_ node: Node) -> [Node] { node.children.filter { $0.kind == .element || $0.kind == .text } }

    private func hasSameName(_ one: Node, _ other: Node) -> Bool {
        one.localName == other.localName && one.namespaceURI == other.namespaceURI
    }

    private func hasSameAttributes(_ one: Node, _ other: Node) -> Bool {
        let attributes = Array(one.attributes)
        guard attributes.count == Array(other.attributes).count else { return false }
        return attributes.allSatisfy { attribute in
            other.attribute(attribute.localName, in: attribute.namespaceURI).map { CodePoints.equal($0.stringValue, attribute.stringValue) } ?? false
        }
    }
}
