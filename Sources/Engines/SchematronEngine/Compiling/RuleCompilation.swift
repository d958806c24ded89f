// Compiles what rules say.

import XPathEngine

/// What is needed to compile the bodies of a schema's rules, at any time.
struct RuleCompilation: Sendable {
    let model: SchemaModel
    let abstractRules: AbstractRules
    let expressions: ExpressionCompiler

    /// The variables and assertions of a rule and of those it extends; the scope holds the global variables.
    func body(of rule: SchemaRule, in pattern: SchemaPattern, _ globals: VariableScope) -> RuleBody {
        var scope = globals
        var lets: [VariableNumber: XPathExpression] = [:]
        var assertions: [CompiledAssertion] = []
        for part in abstractRules.parts(of: rule, in: pattern) {
            switch part {
            case .variable(let variable):
                // The value does not see the variable itself, but one of the same name that it hides.
                let value = expressions.compile(variable.value, scope, rule: rule.identity)
                lets[expressions.declare(variable.name, in: &scope)] = value
            case .assertion(let assertion): assertions.append(self.assertion(assertion, scope))
            case .extends: continue
            }
        }
        return RuleBody(lets: lets, assertions: assertions)
    }

    private func assertion(_ assertion: SchemaAssertion, _ scope: VariableScope) -> CompiledAssertion {
        let rule = assertion.identity
        let message = expressions.compile(assertion.message, scope, rule: rule)
        let subject = assertion.subject.map { expressions.compile($0, scope, rule: rule) }
        let diagnostics = notes(assertion.diagnostics, model.diagnostics, scope, rule: rule)
        let properties = notes(assertion.properties, model.properties, scope, rule: rule)
        let test = expressions.compile(assertion.test, scope, rule: rule)
        return CompiledAssertion(assertion, test: test, subject: subject, message: message, diagnostics: diagnostics, properties: properties)
    }

    private func notes(_ ids: [String], _ all: [String: SchemaNote], _ scope: VariableScope, rule: String) -> [CompiledNote] {
        ids.compactMap { all[$0] }.map { CompiledNote(model: $0, message: expressions.compile($0.message, scope, rule: rule)) }
    }
}
