// Compiles the expressions of one schema, each text once.

import XPathEngine

/// The compiled expressions of a schema while it is compiled.
struct ExpressionCompiler {
    let namespaces: [String: String]
    private let keepsBlankText: Bool
    private var context: StaticContext
    private var known: [String: XPathExpression] = [:]
    private var numbers: [String: VariableNumber] = [:]
    private(set) var defects: [SchemaDefect] = []

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
        self.context = context
    }

    /// How many different texts were compiled.
    var count: Int { known.count }

    mutating func report(_ defect: SchemaDefect) { defects.append(defect) }

    /// Brings a variable into a scope.
    ///
    /// The number is the same for all variables that are the first, the second … of their name in sight, so that rules can share expressions.
    mutating func declare(_ name: String, in scope: inout VariableScope) -> VariableNumber {
        let distinct = scope.declare(name, taken: (scope.number(of: name) ?? -1) + 1)
        if let number = numbers[distinct] { return number }
        let parts = distinct.split(separator: ":", maxSplits: 1).map(String.init)
        let expanded = parts.count == 2 ? ExpandedName(parts[1], in: namespaces[parts[0]] ?? "") : ExpandedName(distinct)
        let number = context.declare(variable: expanded)
        numbers[distinct] = number
        return number
    }

    /// Compiles an expression; nil when it is in error, which is then among the defects.
    mutating func compile(_ expression: SchemaExpression, _ scope: VariableScope, rule: String?) -> XPathExpression? {
        let (text, unknown) = scope.resolved(expression.text)
        if let unknown {
            defects.append(SchemaDefect(.expression, "$\(unknown) is not defined", at: expression.origin, rule: rule, errorCode: "XPST0008"))
            return nil
        }
        if let known = known[text] { return known }
        do throws(XPathError) {
            let made = try XPathExpression.compile(text, in: context)
            known[text] = made
            return made
        } catch {
            defects.append(
                SchemaDefect(.expression, "\(error.message) in: \(expression.text)", at: expression.origin, rule: rule, errorCode: error.code.rawValue))
            return nil
        }
    }

    /// Compiles the pieces of a message.
    mutating func compile(_ message: [SchemaMessagePart], _ scope: VariableScope, rule: String) -> [CompiledMessagePart] {
        message.compactMap { part in
            switch part {
            case .text(let text): keepsBlankText || !WhiteSpace.folded(text).isEmpty ? .text(text) : nil
            case .name(nil): .name
            case .value(let expression), .name(let expression?): compile(expression, scope, rule: rule).map { .value($0) } ?? .text("")
            }
        }
    }
}
