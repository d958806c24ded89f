// What one assertion says about one node.

public import XMLTree
public import XPathEngine

/// A failed assertion, a successful report, or a rule that could not be judged.
public struct SchematronFinding: Sendable {
    /// What came out.
    public enum Outcome: Sendable, Hashable {
        /// An `assert` whose condition is not true.
        case failed
        /// A `report` whose condition is true.
        case reported
        /// The condition, or something that it reads, raised an error: nobody knows whether it holds.
        case undecided(XPathError)
        /// The assertion was judged, but its message could not be written whole.
        case incompleteMessage(XPathError)
        /// A condition in the rule's context raised an error, so the rule was taken not to apply.
        case contextUndecided(XPathError)
    }

    /// A diagnostic or a property that came with it.
    public struct Note: Sendable, Hashable {
        /// The identifier.
        public let id: String
        /// The text with its values in place.
        public let text: String
        /// Its language, when the schema names it.
        public let language: String?
    }

    /// What came out.
    public let outcome: Outcome
    /// The active pattern, by its place in `SchematronReport.patterns`.
    public let pattern: Int
    let compiledRule: CompiledRule
    let compiledAssertion: CompiledAssertion?
    /// The rule.
    public var rule: SchemaRule { compiledRule.model }
    /// The assertion; nil when the context of the rule is meant.
    public var assertion: SchemaAssertion? { compiledAssertion?.model }
    /// The node that the rule applies to.
    public let node: Node
    /// The node that the assertion's `subject` names, when it names one.
    public let subject: Node?
    /// The text with its values in place, white space as written; it may hold content of the document.
    public let message: String
    /// The diagnostics.
    public let diagnostics: [Note]
    /// The properties.
    public let properties: [Note]

    /// The text with white space folded.
    public var foldedMessage: String { WhiteSpace.folded(message) }

    /// Whether this is said of the context of a rule, not of an assertion.
    var isOfContext: Bool {
        if case .contextUndecided = outcome { true } else { false }
    }

    /// Whether this keeps a document from being called valid: all but `incompleteMessage`.
    public var countsAgainst: Bool {
        if case .incompleteMessage = outcome { false } else { true }
    }

    /// Whether a defect of the rules shows here rather than one of the document.
    public var isDefect: Bool {
        switch outcome {
        case .failed, .reported: false
        case .undecided, .incompleteMessage, .contextUndecided: true
        }
    }
}
