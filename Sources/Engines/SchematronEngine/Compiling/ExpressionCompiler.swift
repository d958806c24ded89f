// Compiles the expressions of one schema, each text once.

import Synchronization
import XPathEngine

/// The compiled expressions of a schema; threads that need new ones take turns.
final class ExpressionCompiler: Sendable {
    private struct State {
        var context: StaticContext
        var known: [String: XPathExpression] = [:]
        var numbers: [String: VariableNumber] = [:]
        var defects: [SchemaDefect] = []
    }

    let namespaces: [String: String]
    private let keepsBlankText: Bool
    private let state: Mutex<State>

    init(_ model: SchemaModel, base: StaticContext, documents: RuleDocuments) throws(SchematronFailure) {
        var context = base
        for namespace in model.namespaces { context.namespaces[namespace.prefix] = namespace.uri }
        context.baseURI = RuleDocuments.address(of: model.file)
        do throws(XPathError) {
            try StylesheetFunctions.declare(in: &context, file: model.file, documents: documents)
        } catch {
            throw SchematronFailure([SchemaDefect(.expression, error.description, at: nil, errorCode: error.code.rawValue)])
        }
        namespaces = context.namespaces
        keepsBlankText = model.dialect.keepsBlankText
        state = Mutex(State(context: context))
    }

    /// How many different texts were compiled.
    var count: Int { state.withLock { $0.known.count } }

    func report(_ defect: SchemaDefect) { state.withLock { $0.defects.append(defect) } }

    /// The defects that were found since they were last asked for.
    func takeDefects() -> [SchemaDefect] {
        state.withLock { state in
            defer { state.defects = [] }
            return state.defects
        }
    }

    /// Brings a variable into a scope.
    ///
    /// The number is the same for all variables that are the first, the second … of their name in sight, so that rules can share expressions.
    func declare(_ name: String, in scope: inout VariableScope) -> VariableNumber {
        let distinct = scope.declare(name, taken: (scope.number(of: name) ?? -1) + 1)
        return state.withLock { state in
            if let number = state.numbers[distinct] { return number }
            let parts = distinct.split(separator: ":", maxSplits: 1).map(String.init)
            let expanded = parts.count == 2 ? ExpandedName(parts[1], in: namespaces[parts[0]] ?? "") : ExpandedName(distinct)
            let number = state.context.declare(variable: expanded)
            state.numbers[distinct] = number
            return number
        }
    }

    /// Compiles an expression; what is in error is among the defects, and becomes an expression that raises its error.
    func compile(_ expression: SchemaExpression, _ scope: VariableScope, rule: String?) -> XPathExpression {
        let (text, unknown) = scope.resolved(expression.text)
        return state.withLock { state in
            if let unknown {
                let error = XPathError(.xpst0008, "$\(unknown) is not defined")
                let defect = SchemaDefect(.expression, error.message, at: expression.origin, rule: rule, errorCode: error.code.rawValue)
                state.defects.append(defect)
                return XPathExpression(text, raising: error)
            }
            if let known = state.known[text] { return known }
            let made: XPathExpression
            do throws(XPathError) {
                made = try XPathExpression.compile(text, in: state.context)
            } catch {
                let message = "\(error.message) in: \(expression.text)"
                let defect = SchemaDefect(.expression, message, at: expression.origin, rule: rule, errorCode: error.code.rawValue)
                state.defects.append(defect)
                return XPathExpression(text, raising: error)
            }
            state.known[text] = made
            return made
        }
    }

    /// Compiles the pieces of a message.
    func compile(_ message: [SchemaMessagePart], _ scope: VariableScope, rule: String) -> [CompiledMessagePart] {
        message.compactMap { part in
            switch part {
            case .text(let text): keepsBlankText || !WhiteSpace.folded(text).isEmpty ? .text(text) : nil
            case .name(nil): .name
            case .value(let expression), .name(let expression?): .value(compile(expression, scope, rule: rule))
            }
        }
    }
}
