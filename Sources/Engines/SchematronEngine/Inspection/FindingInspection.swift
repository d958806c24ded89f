// A closer look at one finding: what its condition is made of, and what the parts of it are worth at the node.

public import XMLTree
public import XPathEngine

/// Evaluates parts of the condition of a finding where the finding was made, with the variables that the condition sees.
///
/// It belongs to one thread.
public final class FindingInspection {
    /// The condition.
    public let test: ExpressionOutline
    /// Whether the condition had to be true: so with `assert`, the other way round with `report`.
    public let isWanted: Bool
    /// The node that the rule applies to.
    public let node: Node

    /// A variable that the condition sees.
    private struct Definition {
        let text: String
        let isGlobal: Bool
    }

    private let statics: StaticContext
    private let definitions: [VariableNumber: Definition]
    private let options: RunOptions
    private var compiled: [String: XPathExpression?] = [:]
    private var contexts: [Node: DynamicContext] = [:]
    /// The variables that are being worked out.
    private var pending: Set<VariableNumber> = []

    /// Looks at a finding; nil for one that has no condition, or whose condition reads variables that cannot be told apart by their names.
    ///
    /// - Parameters:
    ///   - finding: what was found.
    ///   - report: the report that it stands in.
    ///   - options: what the run was given.
    public init?(_ finding: SchematronFinding, in report: SchematronReport, options: RunOptions) {
        guard let assertion = finding.assertion, let documents = options.documents, report.patterns.indices.contains(finding.pattern) else { return nil }
        let active = report.patterns[finding.pattern]
        guard let visible = Self.variables(for: assertion, of: finding.rule, in: active) else { return nil }
        var statics = StaticContext()
        for namespace in active.schema.model.namespaces { statics.namespaces[namespace.prefix] = namespace.uri }
        statics.baseURI = RuleDocuments.address(of: active.schema.model.file)
        do throws(XPathError) {
            try StylesheetFunctions.declare(in: &statics, file: active.schema.model.file, documents: documents)
            var definitions: [VariableNumber: Definition] = [:]
            for (name, definition) in visible where !name.contains(":") { definitions[statics.declare(variable: ExpandedName(name))] = definition }
            test = try ExpressionOutline(of: assertion.test.text, in: statics)
            self.definitions = definitions
        } catch {
            return nil
        }
        self.statics = statics
        self.options = options
        isWanted = !assertion.isReport
        node = finding.node
    }

    /// The variables in sight by name: those of the schema, its phase and its patterns, and those of the rule before the assertion.
    private static func variables(for assertion: SchemaAssertion, of rule: SchemaRule, in active: SchematronReport.ActivePattern) -> [String: Definition]? {
        let model = active.schema.model
        var visible: [String: Definition] = [:]
        let phase = model.phases.first { $0.id == active.schema.phase }
        for variable in model.lets + (phase?.lets ?? []) + model.patterns.flatMap(\.lets) {
            visible[variable.name] = Definition(text: variable.value.text, isGlobal: true)
        }
        var own: Set<String> = []
        for part in model.abstractRules.parts(of: rule, in: active.pattern) {
            switch part {
            case .assertion(let other) where other.identity == assertion.identity: return visible
            case .variable(let variable):
                // A value that reads an older variable of its own name cannot be told from it here.
                guard own.insert(variable.name).inserted, !variable.value.text.contains("$\(variable.name)") else { return nil }
                visible[variable.name] = Definition(text: variable.value.text, isGlobal: false)
            case .assertion, .extends: continue
            }
        }
        return nil
    }

    // MARK: Parts

    /// What a variable stands for, and whether it is worked out at the document rather than at the node; nil for variables that expressions bind.
    public func definition(of variable: VariableNumber) -> (outline: ExpressionOutline, isGlobal: Bool)? {
        guard let definition = definitions[variable], let outline = try? ExpressionOutline(of: definition.text, in: statics) else { return nil }
        return (outline, definition.isGlobal)
    }

    /// The value of a part at a node, the finding's own unless another is named; nil where it raises an error.
    public func value(of text: String, at other: Node? = nil) -> XPathSequence? {
        guard let expression = expression(text) else { return nil }
        return try? expression.evaluate(with: context(at: other ?? node))
    }

    /// Whether a part is true at a node, the finding's own unless another is named; nil where it raises an error.
    public func holds(_ text: String, at other: Node? = nil) -> Bool? {
        guard let expression = expression(text) else { return nil }
        return try? expression.effectiveBooleanValue(with: context(at: other ?? node))
    }

    private func expression(_ text: String) -> XPathExpression? {
        if let known = compiled[text] { return known }
        let made = try? XPathExpression.compile(text, in: statics)
        compiled[text] = made
        return made
    }

    private func context(at node: Node) -> DynamicContext {
        if let known = contexts[node] { return known }
        let context = DynamicContext(item: .node(node), resolver: options.documents, budget: min(options.budget, 1_000_000))
        if let moment = options.currentDateTime, let value = try? DateTimeValue(lexical: moment, as: .dateTime) { context.currentDateTime = value }
        context.variableSource = { [unowned self, unowned context] number throws(XPathError) in try value(of: number, at: node, context) }
        contexts[node] = context
        return context
    }

    private func value(of number: VariableNumber, at node: Node, _ context: DynamicContext) throws(XPathError) -> XPathSequence? {
        guard let definition = definitions[number], let expression = expression(definition.text) else { return nil }
        guard pending.insert(number).inserted else { throw XPathError(.xpdy0002, "a variable is defined by way of itself") }
        let outer = context.item
        defer {
            context.item = outer
            pending.remove(number)
        }
        context.item = .node(definition.isGlobal ? node.tree.document : node)
        return try expression.evaluate(with: context)
    }
}
