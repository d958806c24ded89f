// A schema as it is meant: includes in place, abstract patterns written out, every part numbered.

/// A schema after inclusion and expansion; nothing of it is compiled yet.
///
/// Abstract patterns and their parameters are gone, abstract rules are kept beside the rules that extend them. Patterns are numbered from 1 in their order
/// in the schema, rules in their pattern and assertions in their rule likewise.
public struct SchemaModel: Sendable {
    /// The file of the schema itself.
    public let file: String
    /// The title, white space folded.
    public let title: String?
    /// `schemaVersion`, as written.
    public let version: String?
    /// The namespaces that expressions may use, in order; a later prefix wins.
    public let namespaces: [SchemaNamespace]
    /// The phase to be used when none is asked for.
    public let defaultPhase: String?
    /// The variables of the schema.
    public let lets: [SchemaLet]
    /// The phases.
    public let phases: [SchemaPhase]
    /// The patterns that are not abstract, in order.
    public let patterns: [SchemaPattern]
    /// Diagnostics, by identifier.
    public let diagnostics: [String: SchemaNote]
    /// Properties, by identifier.
    public let properties: [String: SchemaNote]
    /// What is wrong with the schema but does not keep it from being used.
    public let defects: [SchemaDefect]
    /// The reading that was followed.
    public let dialect: SchematronDialect
}

/// A prefix for the expressions of a schema.
public struct SchemaNamespace: Sendable, Hashable {
    /// The prefix.
    public let prefix: String
    /// The namespace name.
    public let uri: String
}

/// An expression as written, parameters replaced.
public struct SchemaExpression: Sendable, Hashable {
    /// The text.
    public let text: String
    /// Where it is written.
    public let origin: RuleOrigin
}

/// A variable.
public struct SchemaLet: Sendable, Hashable {
    /// The name, without the dollar sign.
    public let name: String
    /// Its value.
    public let value: SchemaExpression
}

/// A named selection of patterns.
public struct SchemaPhase: Sendable, Hashable {
    /// The identifier.
    public let id: String
    /// Its variables.
    public let lets: [SchemaLet]
    /// The patterns that it activates, by identifier, as written.
    public let active: [String]
    /// Where it is written.
    public let origin: RuleOrigin
}

/// A pattern.
public struct SchemaPattern: Sendable, Hashable {
    /// Its place among the patterns of the schema, from 1.
    public let number: Int
    /// Its identifier.
    public let id: String?
    /// Its title, white space folded.
    public let title: String?
    /// Where the documents are that it looks at, when it is not the document at hand.
    public let documents: SchemaExpression?
    /// Its variables.
    public let lets: [SchemaLet]
    /// Its rules, abstract ones among them.
    public let rules: [SchemaRule]
    /// What is said of the whole.
    public let marks: SchemaMarks
    /// Where it is written; for an instance of an abstract pattern, the instance.
    public let origin: RuleOrigin
}

/// A rule, abstract or not.
public struct SchemaRule: Sendable, Hashable {
    /// `p<pattern>.r<rule>`.
    public let identity: String
    /// Its place among the rules of the pattern, from 1.
    public let number: Int
    /// Its identifier.
    public let id: String?
    /// The nodes it applies to; nil for an abstract rule.
    public let context: SchemaExpression?
    /// Variables, assertions and extensions, in order.
    public let parts: [SchemaRulePart]
    /// What is said of the rule.
    public let marks: SchemaMarks
    /// Where it is written.
    public let origin: RuleOrigin

    /// Whether the rule is there only to be extended.
    public var isAbstract: Bool { context == nil }
}

/// What a rule is made of.
public enum SchemaRulePart: Sendable, Hashable {
    /// A variable.
    case variable(SchemaLet)
    /// An assertion or a report.
    case assertion(SchemaAssertion)
    /// The parts of an abstract rule, by its identifier.
    case extends(String, RuleOrigin)
}

/// An `assert` or a `report`.
public struct SchemaAssertion: Sendable, Hashable {
    /// `p<pattern>.r<rule>.a<assertion>`.
    public let identity: String
    /// Whether it reports what is true rather than what is false.
    public let isReport: Bool
    /// Its identifier.
    public let id: String?
    /// The condition.
    public let test: SchemaExpression
    /// The node that is meant when it is not the context.
    public let subject: SchemaExpression?
    /// The diagnostics to be given, by identifier.
    public let diagnostics: [String]
    /// The properties to be given, by identifier.
    public let properties: [String]
    /// What to say.
    public let message: [SchemaMessagePart]
    /// What is said of the assertion.
    public let marks: SchemaMarks
    /// Where it is written.
    public let origin: RuleOrigin
}

/// The attributes that describe without changing what is checked.
public struct SchemaMarks: Sendable, Hashable {
    /// `role`.
    public var role: String?
    /// `flag`.
    public var flag: String?
    /// `see`.
    public var see: String?
    /// `fpi`.
    public var fpi: String?
    /// `icon`.
    public var icon: String?
    /// `xml:lang`.
    public var language: String?
}

/// A piece of a message.
public enum SchemaMessagePart: Sendable, Hashable {
    /// Text as written.
    case text(String)
    /// `value-of`: the value of an expression.
    case value(SchemaExpression)
    /// `name`: the name of the context node, or of what an expression gives.
    case name(SchemaExpression?)
}

/// A diagnostic or a property.
public struct SchemaNote: Sendable, Hashable {
    /// The identifier.
    public let id: String
    /// What to say.
    public let message: [SchemaMessagePart]
    /// What is said of it.
    public let marks: SchemaMarks
}
