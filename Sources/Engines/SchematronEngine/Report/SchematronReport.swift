// Everything that a set of schemas says about one document.

public import XMLTree

/// The result of one run.
public struct SchematronReport: Sendable {
    /// A pattern that was run.
    public struct ActivePattern: Sendable {
        /// Its schema.
        public let schema: CompiledSchematron
        let compiled: CompiledPattern
        /// The pattern.
        public var pattern: SchemaPattern { compiled.model }
    }

    /// The patterns that were run, set by set.
    public struct ActivePatterns: Sendable, RandomAccessCollection {
        /// Each set, with the place of its first pattern; none is empty.
        private(set) var parts: [(start: Int, patterns: [ActivePattern])] = []
        /// How many there are.
        public private(set) var endIndex = 0

        /// The place of the first one.
        public var startIndex: Int { 0 }

        /// The pattern at a place.
        public subscript(place: Int) -> ActivePattern {
            guard let set = parts.last(where: { $0.start <= place }) else { preconditionFailure("there is no pattern at this place") }
            return set.patterns[place - set.start]
        }

        mutating func append(_ patterns: [ActivePattern]) {
            if patterns.isEmpty { return }
            parts.append((endIndex, patterns))
            endIndex += patterns.count
        }
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
    public let patterns: ActivePatterns
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
