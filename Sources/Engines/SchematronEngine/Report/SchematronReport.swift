// Everything that a set of schemas says about one document.

public import XMLTree

/// The result of one run.
public struct SchematronReport: Sendable {
    /// A pattern that was run.
    public struct ActivePattern: Sendable {
        /// Its schema.
        public let schema: CompiledSchematron
        /// The pattern.
        public let pattern: SchemaPattern
    }

    /// A rule that applied to a node.
    public struct Firing: Sendable {
        /// The active pattern, by its place in `patterns`.
        public let pattern: Int
        let compiled: CompiledRule
        /// The rule.
        public var rule: SchemaRule { compiled.model }
        /// The node.
        public let node: Node
    }

    /// The active patterns in order, schema by schema.
    public let patterns: [ActivePattern]
    /// The rules that applied: pattern by pattern, nodes in document order.
    public let firings: [Firing]
    /// What was found, in the same order.
    public let findings: [SchematronFinding]

    /// Why the run ended before its end, nil when it did not.
    public let stop: Stop?

    /// What can end a run.
    public enum Stop: Sendable, Hashable {
        /// There were more findings than asked for; those that are here are the first ones.
        case findingLimit
        /// The time was over; what is not here nobody knows.
        case deadline
    }

    /// Whether nothing was found and everything could be judged.
    public var isValid: Bool { stop == nil && !findings.contains(where: \.countsAgainst) }

    /// Whether some assertion could not be judged, or was not judged in time.
    public var isUndecided: Bool { stop == .deadline || findings.contains { $0.isDefect && $0.countsAgainst } }
}
