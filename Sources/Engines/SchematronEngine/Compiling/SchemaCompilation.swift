// Compiles the active patterns of one schema, outermost scope first.

import XPathEngine

/// One compilation of one schema.
struct SchemaCompilation {
    private let model: SchemaModel
    private let abstractRules: AbstractRules
    var expressions: ExpressionCompiler
    private(set) var globals: [VariableNumber: XPathExpression] = [:]
    private(set) var conditions: [ContextCondition] = []
    private var conditionNumbers: [String: Int] = [:]
    private var scope = VariableScope()

    init(_ model: SchemaModel, _ expressions: ExpressionCompiler) {
        self.model = model
        abstractRules = model.abstractRules
        self.expressions = expressions
    }

    /// Compiles patterns.
    ///
    /// Variables of the schema, of the phase and of the active patterns are all global: the variables of a pattern are seen by the others, too (ISO 5.4.5,
    /// and what packs rely on). Only a phase may hide a variable of the schema.
    mutating func patterns(_ active: [SchemaPattern], phase: SchemaPhase?) -> [CompiledPattern] {
        let outer = model.lets + (phase?.lets ?? [])
        let inner = active.flatMap(\.lets)
        var names: Set<String> = Set(outer.map(\.name))
        for variable in inner where !names.insert(variable.name).inserted {
            expressions.report(SchemaDefect(.duplicateVariable, variable.name, at: variable.value.origin))
        }
        let numbers = (outer + inner).map { (variable: $0, number: expressions.declare($0.name, in: &scope)) }
        for (variable, number) in numbers {
            globals[number] = expressions.compile(variable.value, scope, rule: nil)
        }
        return active.map { pattern in
            let documents = pattern.documents.flatMap { expressions.compile($0, scope, rule: "p\(pattern.number)") }
            return CompiledPattern(pattern, documents: documents, rules: pattern.rules.filter { !$0.isAbstract }.map { rule($0, in: pattern) })
        }
    }

    private mutating func rule(_ rule: SchemaRule, in pattern: SchemaPattern) -> CompiledRule {
        var scope = scope
        var lets: [VariableNumber: XPathExpression] = [:]
        var assertions: [CompiledAssertion] = []
        for part in abstractRules.parts(of: rule, in: pattern) {
            switch part {
            case .variable(let variable):
                // The value does not see the variable itself, but one of the same name that it hides.
                let value = expressions.compile(variable.value, scope, rule: rule.identity)
                lets[expressions.declare(variable.name, in: &scope)] = value
            case .assertion(let assertion):
                if let compiled = self.assertion(assertion, scope) { assertions.append(compiled) }
            case .extends: continue
            }
        }
        return CompiledRule(rule, contexts: contexts(of: rule), lets: lets, assertions: assertions)
    }

    private mutating func assertion(_ assertion: SchemaAssertion, _ scope: VariableScope) -> CompiledAssertion? {
        let rule = assertion.identity
        let message = expressions.compile(assertion.message, scope, rule: rule)
        let subject = assertion.subject.flatMap { expressions.compile($0, scope, rule: rule) }
        let diagnostics = notes(assertion.diagnostics, model.diagnostics, scope, rule: rule)
        let properties = notes(assertion.properties, model.properties, scope, rule: rule)
        guard let test = expressions.compile(assertion.test, scope, rule: rule) else { return nil }
        return CompiledAssertion(assertion, test: test, subject: subject, message: message, diagnostics: diagnostics, properties: properties)
    }

    private mutating func notes(_ ids: [String], _ all: [String: SchemaNote], _ scope: VariableScope, rule: String) -> [CompiledNote] {
        ids.compactMap { all[$0] }.map { CompiledNote(model: $0, message: expressions.compile($0.message, scope, rule: rule)) }
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
                            checks: step.predicates.compactMap { check($0, context, rule: rule.identity) })
                    })
            }
        } catch {
            expressions.report(SchemaDefect(.context, "\(context.text): \(error.reason)", at: context.origin, rule: rule.identity, errorCode: error.errorCode))
            return []
        }
    }

    private mutating func check(_ predicate: ContextPattern.Predicate, _ context: SchemaExpression, rule: String) -> ResolvedPattern.Check? {
        if let simple = SimpleCondition(predicate.text), let key = key(simple.key) { return .simple(key, value: simple.value, isNegated: simple.isNegated) }
        if let known = conditionNumbers[predicate.text] { return .condition(known) }
        let expression = SchemaExpression(text: predicate.text, origin: context.origin)
        guard let compiled = expressions.compile(expression, scope, rule: rule) else { return nil }
        var isPositional = false
        if case .positional = PredicateKind(predicate.text) { isPositional = true }
        conditions.append(ContextCondition(expression: compiled, isPositional: isPositional))
        conditionNumbers[predicate.text] = conditions.count - 1
        return .condition(conditions.count - 1)
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
