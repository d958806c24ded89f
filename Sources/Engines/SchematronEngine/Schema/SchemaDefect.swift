// What is wrong with a schema, and whether it can be used all the same.

/// The stable code of a defect; its raw value is what reports print and people search for.
public enum SchemaDefectCode: String, Sendable, Hashable, CaseIterable {
    /// A file that a reference names is not there.
    case fileMissing = "schema.file-missing"
    /// A file that a reference names has no content.
    case fileEmpty = "schema.file-empty"
    /// A file is found in another letter case only.
    case fileLetterCase = "schema.file-letter-case"
    /// A file is not well-formed XML, or is refused by the parser's limits.
    case fileNotRead = "schema.file-not-read"
    /// A reference leads out of the set of files.
    case outside = "schema.outside"
    /// A file includes itself, directly or through others.
    case includeCycle = "schema.include-cycle"
    /// Files include one another, or abstract rules extend one another, deeper than any real schema does.
    case tooDeep = "schema.too-deep"
    /// The schema grows beyond all measure when includes, parameters or extensions are put in place.
    case tooLarge = "schema.too-large"
    /// The schema has no rule, so that every document fulfils it.
    case noRules = "schema.no-rules"
    /// The root element is not `sch:schema`.
    case notASchema = "schema.not-a-schema"
    /// The query language is not XPath 2.0 (`xslt2`, `xpath2`).
    case queryBinding = "schema.query-binding"
    /// A declaration of XSLT that this engine does not carry out.
    case foreignDeclaration = "schema.foreign-declaration"
    /// A required attribute is not there.
    case attributeMissing = "schema.attribute-missing"
    /// Two things have the same identifier.
    case duplicateIdentifier = "schema.duplicate-id"
    /// A variable is defined twice in one scope.
    case duplicateVariable = "schema.duplicate-variable"
    /// A pattern is an instance of an abstract pattern that does not exist.
    case abstractPatternUnknown = "schema.abstract-pattern-unknown"
    /// A rule extends an abstract rule that does not exist where it may look for it.
    case abstractRuleUnknown = "schema.abstract-rule-unknown"
    /// A rule extends itself, directly or through others.
    case extendsCycle = "schema.extends-cycle"
    /// The phase that is asked for does not exist.
    case phaseUnknown = "schema.phase-unknown"
    /// A phase activates a pattern that does not exist.
    case activePatternUnknown = "schema.active-pattern-unknown"
    /// An assertion names a diagnostic or a property that does not exist.
    case noteUnknown = "schema.note-unknown"
    /// An expression breaks a rule of XPath that is checked before anything is run.
    case expression = "schema.expression"
    /// The context of a rule is no pattern of XSLT.
    case context = "schema.context"

    /// Whether a schema with such a defect is still used, without the part that is meant.
    public var isTolerated: Bool {
        switch self {
        case .fileMissing, .fileEmpty, .fileLetterCase, .activePatternUnknown, .noteUnknown, .noRules: true
        default: false
        }
    }
}

/// One defect of a schema: the code, the place in its files, and the rule that is concerned.
public struct SchemaDefect: Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public var code: SchemaDefectCode
    /// Where, nil when the file itself is not there.
    public var origin: RuleOrigin?
    /// The identity of the rule or assertion, as `p1.r2.a3`, when there is one.
    public var rule: String?
    /// The name, the reference or the expression that is meant.
    public var subject: String
    /// The code of the XPath error, for defects of expressions.
    public var errorCode: String?

    init(_ code: SchemaDefectCode, _ subject: String, at origin: RuleOrigin?, rule: String? = nil, errorCode: String? = nil) {
        self.code = code
        self.subject = subject
        self.origin = origin
        self.rule = rule
        self.errorCode = errorCode
    }

    /// The defect in one line: place, code, rule and subject.
    public var description: String {
        var parts = [origin.map { "\($0):" }, code.rawValue, rule, errorCode].compactMap { $0 }
        parts.append("'\(subject)'")
        return parts.joined(separator: " ")
    }
}

/// A schema that cannot be used: every defect that was found, the first that is not tolerated named first.
public struct SchematronFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The defects; there is at least one that is not tolerated.
    public let defects: [SchemaDefect]

    init(_ defects: [SchemaDefect]) {
        self.defects = defects.filter { !$0.code.isTolerated } + defects.filter(\.code.isTolerated)
    }

    /// The defects, a line each.
    public var description: String { defects.map(\.description).joined(separator: "\n") }
}
