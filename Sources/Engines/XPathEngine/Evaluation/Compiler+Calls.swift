// Function calls.

import XMLTree

/// An argument of a call.
private struct Argument {
    private let evaluate: Evaluate
    private let type: SequenceType
    private let takesAnything: Bool
    private let takesText: Bool

    init(value: @escaping Evaluate, type: SequenceType) {
        evaluate = value
        self.type = type
        takesAnything = type == .anything
        takesText = type == .one(.string) || type == .optional(.string)
    }

    /// The value, of the type of the parameter.
    func value(in focus: Focus) throws -> XPathSequence {
        let value = try evaluate(focus)
        if takesAnything { return value }
        if takesText, case .one(let item) = value.storage {
            switch item {
            case .atomic(.string): return value
            case .node(let node): return XPathSequence(node.stringValue)
            default: break
            }
        }
        return try Conversion.argument(value, as: type, focus.scope)
    }
}

extension Compiler {
    func call(_ entry: FunctionEntry, _ arguments: [Expression]) -> Evaluate {
        if let truth = truthFunction(entry, arguments) {
            let judge = truth.run
            return { XPathSequence(try judge($0)) }
        }
        let arguments = zip(arguments, entry.parameters).map { Argument(value: sequence($0), type: $1) }
        let statics = statics
        func values(_ focus: Focus) throws -> [XPathSequence] {
            var values: [XPathSequence] = []
            values.reserveCapacity(arguments.count)
            for argument in arguments { values.append(try argument.value(in: focus)) }
            return values
        }
        switch entry.action {
        case .library(let body):
            return { focus in
                try focus.scope.spend()
                return try body(FunctionCall(focus: focus, arguments: try values(focus), statics: statics))
            }
        case .host(let body):
            let returns = entry.returns
            return { focus in
                try focus.scope.spend()
                let result = try body(focus.context, focus.item, try values(focus))
                return returns == .anything ? result : try Conversion.argument(result, as: returns, focus.scope)
            }
        }
    }

    /// `matches` with a pattern that is written out and correct; the text is not copied.
    private func matches(_ arguments: [Expression]) -> Judgement? {
        guard case .literal(.string(let pattern, _)) = arguments[1].form else { return nil }
        var flags = ""
        if arguments.count > 2 {
            guard case .literal(.string(let given, _)) = arguments[2].form else { return nil }
            flags = given
        }
        guard let expression = try? RegularExpression(pattern, flags: flags) else { return nil }
        let operand = sequence(arguments[0])
        return Judgement { focus in
            try focus.scope.spend()
            let value = try operand(focus)
            switch value.storage {
            case .empty: return try expression.matches("")
            case .one(.node(let node)):
                return try NodeText.with(focus.scope.scope(of: node.tree).pointee.tables, node.index) { bytes in
                    Result { () throws(XPathError) in try expression.matches(bytes) }
                }.get()
            case .one(.atomic(.string(let text, _))): return try expression.matches(text)
            default:
                let text = try Conversion.argument(value, as: .optional(.string), focus.scope)
                return try expression.matches(text.first?.stringValue ?? "")
            }
        }
    }

    /// The functions on truth values, which need no sequence.
    func truthFunction(_ entry: FunctionEntry, _ arguments: [Expression]) -> Judgement? {
        switch entry.special {
        case .not:
            let operand = judge(arguments[0])
            return Judgement { try !operand($0) }
        case .boolean: return Judgement(run: judge(arguments[0]))
        case .matches: return matches(arguments)
        case .true: return Judgement { _ in true }
        case .false: return Judgement { _ in false }
        case .exists, .empty:
            let wanted = entry.special == .exists
            if simplePath(arguments[0]) != nil {
                // The effective boolean value of nodes is whether there are any.
                let operand = judge(arguments[0])
                return Judgement { try operand($0) == wanted }
            }
            let operand = sequence(arguments[0])
            return Judgement { try !operand($0).isEmpty == wanted }
        default: return nil
        }
    }
}
