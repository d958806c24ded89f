// Compiles the active patterns of one schema, outermost scope first.

import XPathEngine

/// One compilation of one schema.
struct SchemaCompilation {
    private let rules: RuleCompilation
    private let time: CompilationTime
    private var expressions: ExpressionCompiler { rules.expressions }
    private(set) var globals: [VariableNumber: OnFirstUse<XPathExpression>] = [:]
    private(set) var conditions: [ContextCondition] = []
    private var conditionNumbers: [String: Int] = [:]
    private var scope = VariableScope()

    init(_ model: SchemaModel, _ expressions: ExpressionCompiler, _ time: CompilationTime) {
        rules = RuleCompilation(model: model, abstractRules: model.abstractRules, expressions: expressions)
        self.time = time
    }

    /// Compiles patterns.
    ///
    /// Variables of the schema, of the phase and of the active patterns are all global: the variables of a pattern are seen by the others, too (ISO 5.4.5,
    /// and what packs rely on). Only a phase may hide a variable of the schema.
    mutating func patterns(_ active: [SchemaPattern], phase: SchemaPhase?) -> [CompiledPattern] {
        let outer = rules.model.lets + (phase?.lets ?? [])
        let inner = active.flatMap(\.lets)
        var names: Set<String> = Set(outer.map(\.name))
        for variable in inner where !names.insert(variable.name).inserted {
            expressions.report(SchemaDefect(.duplicateVariable, variable.name, at: variable.value.origin))
        }
        let numbers = (outer + inner).map { (variable: $0, number: expressions.declare($0.name, in: &scope)) }
        for (variable, number) in numbers { globals[number] = expression(variable.value, rule: nil) }
        return active.map { pattern in
            let documents = pattern.documents.map { expressions.compile($0, scope, rule: "p\(pattern.number)") }
            return CompiledPattern(pattern, documents: documents, rules: pattern.rules.filter { !$0.isAbstract }.map { rule($0, in: pattern) })
        }
    }

    private mutating func rule(_ rule: SchemaRule, in pattern: SchemaPattern) -> CompiledRule {
        let body = whenNeeded { [rules, scope] in rules.body(of: rule, in: pattern, scope) }
        return CompiledRule(rule, contexts: contexts(of: rule), body: body)
    }

    private func expression(_ expression: SchemaExpression, rule: String?) -> OnFirstUse<XPathExpression> {
        whenNeeded { [expressions, scope] in expressions.compile(expression, scope, rule: rule) }
    }

    /// Something that is made now or later, as was asked.
    private func whenNeeded<Value>(_ make: @escaping @Sendable () -> Value) -> OnFirstUse<Value> {
        let made = OnFirstUse(make)
        if time == .now { _ = made.value }
        return made
    }

    // MARK: Contexts

    private mutating func contexts(of rule: SchemaRule) -> [ResolvedPattern] {
        guard let context = rule.context else { return [] }
        do throws(ContextPattern.Refusal) {
            return try ContextPattern.alternatives(context.text, namespaces: expressions.namespaces).map { pattern in
                ResolvedPattern(
                    steps: pattern.steps.map { step in
                        ResolvedPattern.Step(
                            isDescendant: step.isDescendant, test: step.test,
                            checks: step.predicates.flatMap { checks($0, context, rule: rule.identity) })
                    })
            }
        } catch {
            expressions.report(SchemaDefect(.context, "\(context.text): \(error.reason)", at: context.origin, rule: rule.identity, errorCode: error.errorCode))
            return []
        }
    }

    private mutating func checks(_ predicate: ContextPattern.Predicate, _ context: SchemaExpression, rule: String) -> [ResolvedPattern.Check] {
        if let simple = SimpleCondition.all(in: predicate.text) {
            let checks = simple.compactMap { condition in
                key(condition.key).map { ResolvedPattern.Check.simple($0, value: condition.value, isNegated: condition.isNegated) }
            }
            if checks.count == simple.count { return checks }
        }
        if let known = conditionNumbers[predicate.text] { return [.condition(known)] }
        let expression = SchemaExpression(text: predicate.text, origin: context.origin)
        let compiled = self.expression(expression, rule: rule)
        var isPositional = false
        if case .positional = PredicateKind(predicate.text) { isPositional = true }
        conditions.append(ContextCondition(expression: compiled, isPositional: isPositional))
        conditionNumbers[predicate.text] = conditions.count - 1
        return [.condition(conditions.count - 1)]
    }

    /// The names of a condition with their namespaces; nil when a prefix is unknown, which compiling it as an expression reports.
    private func key(_ key: SimpleCondition.Key) -> PatternAutomaton.Key? {
        let child = key.child.map { name($0) }
        let attribute = key.attribute.map { name($0) }
        if child == .some(nil) || attribute == .some(nil) { return nil }
        return PatternAutomaton.Key(child: child ?? nil, attribute: attribute ?? nil)
    }

    private func name(_ name: SimpleCondition.QualifiedName) -> PatternAutomaton.Name? {
        let xml = "http://www.w3.org/XML/1998/namespace"
        guard let namespace = name.prefix.isEmpty ? "" : name.prefix == "xml" ? xml : expressions.namespaces[name.prefix] else { return nil }
        return PatternAutomaton.Name(localName: name.localName, namespace: namespace)
    }
}
