// A schema ready to be run: one phase of it, contexts laid out, expressions compiled at once or when they are first needed.

public import XPathEngine

/// When the expressions of a schema are compiled.
public enum CompilationTime: Sendable, Hashable {
    /// At once: every static error is known before the schema is used.
    case now
    /// When a rule first applies, a variable is first read, a context first asks.
    ///
    /// Loading is then quick, and what no document needs is never compiled. For schemas that were compiled whole before, such as those of a pack that was
    /// checked when it was added: a static error shows as a finding of the assertions that it is in (`SchematronFinding.Outcome.undecided`).
    /// Contexts are still read at once, and a context that is no pattern is still refused.
    case onFirstUse
}

/// A schema compiled for one phase; shared by threads.
public final class CompiledSchematron: Sendable {
    /// The schema as it was read.
    public let model: SchemaModel
    /// The phase, nil when all patterns are active.
    public let phase: String?
    /// The active patterns, in the order of the schema.
    let patterns: [CompiledPattern]
    /// The global variables, by number.
    let globals: [VariableNumber: OnFirstUse<XPathExpression>]
    /// The conditions in the contexts of rules.
    let conditions: [ContextCondition]
    private let expressions: ExpressionCompiler

    /// How many different expressions were compiled by now.
    public var expressionCount: Int { expressions.count }

    /// Compiles a schema.
    ///
    /// - Parameters:
    ///   - model: the schema.
    ///   - phase: the phase; nil and `#DEFAULT` mean the schema's default phase, `#ALL` all patterns.
    ///   - base: what the schemas of one set share; copies of one context look names up once for all of them.
    ///   - documents: the documents that expressions may ask for.
    ///   - time: whether expressions are compiled now or when they are first needed.
    /// - Throws: every defect that was found: an unknown phase, expressions and contexts in error, variables defined twice. With `.onFirstUse` expressions
    ///   are not looked at yet.
    public init(
        _ model: SchemaModel, phase: String? = nil, base: StaticContext = StaticContext(), documents: RuleDocuments, compiling time: CompilationTime = .now
    ) throws(SchematronFailure) {
        guard let active = model.activePatterns(in: phase) else {
            throw SchematronFailure([SchemaDefect(.phaseUnknown, model.phaseName(phase) ?? "", at: nil)])
        }
        self.model = model
        self.phase = model.phaseName(phase)
        expressions = try ExpressionCompiler(model, base: base, documents: documents)
        var compilation = SchemaCompilation(model, expressions, time)
        patterns = compilation.patterns(active, phase: model.phases.first { [name = self.phase] in $0.id == name })
        globals = compilation.globals
        conditions = compilation.conditions
        let defects = expressions.takeDefects()
        if !defects.isEmpty { throw SchematronFailure(defects) }
    }
}

/// An active pattern.
final class CompiledPattern: Sendable {
    let model: SchemaPattern
    let documents: XPathExpression?
    /// The rules that are not abstract.
    let rules: [CompiledRule]
    let markup = KeptValue<PatternMarkup>()

    init(_ model: SchemaPattern, documents: XPathExpression?, rules: [CompiledRule]) {
        self.model = model
        self.documents = documents
        self.rules = rules
    }
}

/// A rule: where it applies, and what it then says.
final class CompiledRule: Sendable {
    let model: SchemaRule
    let contexts: [ResolvedPattern]
    let body: OnFirstUse<RuleBody>
    let markup = KeptValue<RuleMarkup>()

    init(_ model: SchemaRule, contexts: [ResolvedPattern], body: OnFirstUse<RuleBody>) {
        self.model = model
        self.contexts = contexts
        self.body = body
    }
}

/// What a rule says, with what it extends.
final class RuleBody: Sendable {
    /// A condition apart from what belongs to it, so that judging touches no more memory than it needs; the assertions keep it alive.
    struct Check: @unchecked Sendable {
        let test: Unmanaged<XPathExpression>
        let isReport: Bool
    }

    let assertions: [CompiledAssertion]
    /// The conditions of the assertions, in their order.
    let checks: [Check]
    /// The variables of the rule in the order of their numbers; a variable sees those before it.
    private let lets: [(number: Int, value: XPathExpression)]

    init(lets: [VariableNumber: XPathExpression], assertions: [CompiledAssertion]) {
        self.lets = lets.map { ($0.key.index, $0.value) }.sorted { $0.0 < $1.0 }
        self.assertions = assertions
        checks = assertions.map { Check(test: .passUnretained($0.test), isReport: $0.model.isReport) }
    }

    /// The value of a variable, nil for one that is not of this rule.
    func value(of number: VariableNumber) -> XPathExpression? {
        var (low, high) = (0, lets.count)
        while low < high {
            let middle = (low + high) / 2
            if lets[middle].number < number.index { low = middle + 1 } else { high = middle }
        }
        return low < lets.count && lets[low].number == number.index ? lets[low].value : nil
    }
}

/// An assertion as one rule has it.
final class CompiledAssertion: Sendable {
    let model: SchemaAssertion
    let test: XPathExpression
    let subject: XPathExpression?
    let message: [CompiledMessagePart]
    let diagnostics: [CompiledNote]
    let properties: [CompiledNote]
    let markup = KeptValue<AssertionMarkup>()

    init(
        _ model: SchemaAssertion, test: XPathExpression, subject: XPathExpression?, message: [CompiledMessagePart], diagnostics: [CompiledNote],
        properties: [CompiledNote]
    ) {
        self.model = model
        self.test = test
        self.subject = subject
        self.message = message
        self.diagnostics = diagnostics
        self.properties = properties
    }
}

/// A diagnostic or a property as one assertion gives it.
struct CompiledNote: Sendable {
    let model: SchemaNote
    let message: [CompiledMessagePart]
}

/// A piece of a message, compiled.
enum CompiledMessagePart: Sendable {
    case text(String)
    case value(XPathExpression)
    case name
}

/// A condition of a context that is an expression.
struct ContextCondition: Sendable {
    let expression: OnFirstUse<XPathExpression>
    /// Whether its value may be a position.
    let isPositional: Bool
}

/// An alternative of a context, conditions found.
struct ResolvedPattern: Sendable {
    struct Step: Sendable {
        let isDescendant: Bool
        let test: ContextPattern.Test
        let checks: [Check]
    }

    enum Check: Sendable {
        case simple(PatternAutomaton.Key, value: String?, isNegated: Bool)
        /// The place of the condition among those of the schema.
        case condition(Int)
    }

    let steps: [Step]
}
