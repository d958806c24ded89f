// What SVRL says of patterns, rules and assertions whatever the document: written once.

/// The element `fired-rule` of a rule.
final class RuleMarkup: Sendable {
    let element: [UInt8]

    init(_ rule: SchemaRule) {
        var writer = SVRLWriter()
        writer.empty("fired-rule", [("id", rule.id), ("context", rule.context?.text), ("role", rule.marks.role), ("flag", rule.marks.flag)])
        element = writer.bytes
    }
}

/// The element `active-pattern` of a pattern.
final class PatternMarkup: Sendable {
    let element: [UInt8]

    init(_ pattern: SchemaPattern) {
        var writer = SVRLWriter()
        writer.empty("active-pattern", [("id", pattern.id), ("name", pattern.title), ("role", pattern.marks.role)])
        element = writer.bytes
    }
}

/// The start tag of what an assertion says, but for its name, in pieces around what differs from node to node.
final class AssertionMarkup: Sendable {
    /// Attributes up to the node's path.
    let before: [UInt8]
    /// Attributes between the path and the flag.
    let between: [UInt8]
    let flag: [UInt8]
    /// Attributes after the flag.
    let after: [UInt8]

    init(_ assertion: SchemaAssertion?, of rule: SchemaRule) {
        let marks = assertion?.marks
        before = Self.pieces([("id", assertion?.id)])
        between = Self.pieces([("test", assertion?.test.text), ("role", marks?.role ?? rule.marks.role)])
        flag = Self.pieces([("flag", marks?.flag ?? rule.marks.flag)])
        after = Self.pieces([("see", marks?.see), ("fpi", marks?.fpi), ("icon", marks?.icon), ("xml:lang", marks?.language)])
    }

    private static func pieces(_ attributes: [(name: StaticString, value: String?)]) -> [UInt8] {
        var writer = SVRLWriter()
        writer.write(attributes)
        return writer.bytes
    }
}
