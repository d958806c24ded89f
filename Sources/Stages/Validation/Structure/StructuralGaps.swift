// What the structure check has already said, so that header rules need not say it again.

import XMLSchemaEngine
import XMLTree

/// The places and the missing names of the violations of the grammar.
struct StructuralGaps: Sendable {
    private let violations: [SchemaViolation]

    init(_ violations: [SchemaViolation]) { self.violations = violations }

    /// Whether the grammar has said that an element of that name is missing directly under a parent.
    func names(_ name: String, under parent: Node) -> Bool {
        violations.contains { violation in
            (violation.node == parent || violation.node.parent == parent) && violation.expected.contains(name)
        }
    }

    /// Whether an element under a parent bears a misspelt form of that name, so that the name is not missing but wrong.
    func misspells(_ name: String, under parent: Node) -> Bool {
        violations.contains { $0.kind == .elementUnexpected && $0.node.parent == parent && misspelt($0.node.localName, among: $0.expected) == name }
    }

    /// Whether the grammar has found something at a node, or at one of its attributes.
    func touches(_ node: Node) -> Bool { violations.contains { $0.node == node || ($0.node.kind == .attribute && $0.node.parent == node) } }

    /// Whether the grammar has found something at a node or below it.
    func isWithin(_ node: Node) -> Bool { violations.contains { $0.node == node || node.isAncestor(of: $0.node) } }
}
