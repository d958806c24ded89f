// Schemas that are run together, their contexts merged.

public import XMLTree
import XPathEngine

/// Schemas to be run together; immutable, shared by threads.
///
/// What always belongs together should be one set: the contexts of a set are one machine. Several sets can be run in one go all the same.
public final class RuleSet: Sendable {
    /// The schemas, in order.
    public let schemas: [CompiledSchematron]
    /// The active patterns of all schemas.
    let patterns: [SchematronReport.ActivePattern]
    /// The contexts of the patterns that look at the document at hand.
    let machine: ContextMachine
    /// The patterns that look at other documents, each with a machine of its own.
    let elsewhere: [(slot: Int, machine: ContextMachine)]
    /// The conditions of all schemas; those of the first schema first.
    let conditions: [ContextCondition]
    /// The global variables of all schemas.
    let globals: [VariableNumber: OnFirstUse<XPathExpression>]

    /// Merges schemas.
    public init(_ schemas: [CompiledSchematron]) {
        self.schemas = schemas
        var patterns: [SchematronReport.ActivePattern] = []
        var automaton = PatternAutomaton()
        var elsewhere: [(slot: Int, machine: ContextMachine)] = []
        var conditions: [ContextCondition] = []
        for schema in schemas {
            for pattern in schema.patterns {
                if pattern.documents == nil {
                    automaton.add(pattern, slot: patterns.count, firstCondition: conditions.count, schema.model.dialect)
                } else {
                    var own = PatternAutomaton()
                    own.add(pattern, slot: patterns.count, firstCondition: conditions.count, schema.model.dialect)
                    elsewhere.append((patterns.count, ContextMachine(own)))
                }
                patterns.append(SchematronReport.ActivePattern(schema: schema, compiled: pattern))
            }
            conditions += schema.conditions
        }
        self.patterns = patterns
        machine = ContextMachine(automaton)
        self.elsewhere = elsewhere
        self.conditions = conditions
        globals = schemas.reduce(into: [:]) { $0.merge($1.globals) { first, _ in first } }
    }

    /// Judges a document.
    ///
    /// - Parameters:
    ///   - tree: the document.
    ///   - others: sets to be run as well, after this one in the report.
    ///   - options: what is asked for.
    public func judge(_ tree: FrozenTree, with others: [RuleSet] = [], options: RunOptions) -> SchematronReport {
        var patterns = SchematronReport.ActivePatterns()
        var firings: [SchematronReport.Firing] = []
        var findings: [SchematronFinding] = []
        let run = SchematronRun(tree, options: options)
        for set in [self] + others {
            run.execute(set, firstPattern: patterns.count)
            patterns.append(set.patterns)
        }
        swap(&firings, &run.firings)
        swap(&findings, &run.findings)
        return SchematronReport(patterns: patterns, firings: firings, findings: findings, stop: run.stop)
    }
}

/// What one run is given besides the document.
public struct RunOptions: Sendable {
    /// The documents that expressions may ask for.
    public var documents: RuleDocuments?
    /// How many steps one expression may take (see `DynamicContext.budget`).
    public var budget: Int
    /// The present moment for expressions that ask for it: an ISO 8601 date and time with its zone; the begin of 1970 when nil.
    public var currentDateTime: String?
    /// How many findings are gathered at most, nil for all; the run ends at the next one (see `SchematronReport.stop`).
    public var findingLimit: Int?
    /// When the run ends, done or not; nil for never.
    public var deadline: ContinuousClock.Instant?

    /// Options.
    public init(
        documents: RuleDocuments? = nil, budget: Int = 20_000_000, currentDateTime: String? = nil, findingLimit: Int? = nil,
        deadline: ContinuousClock.Instant? = nil
    ) {
        self.documents = documents
        self.budget = budget
        self.currentDateTime = currentDateTime
        self.findingLimit = findingLimit
        self.deadline = deadline
    }
}

extension PatternAutomaton {
    /// Adds the contexts of a pattern's rules.
    fileprivate mutating func add(_ pattern: CompiledPattern, slot: Int, firstCondition: Int, _ dialect: SchematronDialect) {
        for (number, rule) in pattern.rules.enumerated() {
            for context in rule.contexts {
                if !dialect.visitsEveryNode, let last = context.steps.last, last.test.isForOthers, last.test != .anyChild { continue }
                let steps = context.steps.map { step in
                    Step(
                        isDescendant: step.isDescendant, test: step.test,
                        checks: step.checks.map { check in
                            switch check {
                            case .simple(let key, let value, let isNegated):
                                .simple(key: self.number(of: key), literal: value.map { self.number(ofLiteral: $0) }, isNegated: isNegated)
                            case .condition(let condition): .condition(firstCondition + condition)
                            }
                        })
                }
                add(steps, for: Match(slot: slot, rule: number))
            }
        }
    }
}
