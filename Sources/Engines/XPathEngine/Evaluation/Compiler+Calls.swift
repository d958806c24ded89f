// Function calls.

import XMLTree

extension Compiler {
    func call(_ entry: FunctionEntry, _ arguments: [Expression]) -> Evaluate {
        if let judge = truthFunction(entry, arguments) { return { XPathSequence(try judge($0)) } }
        let arguments = zip(arguments, entry.parameters).map { (evaluate: sequence($0), type: $1) }
        let statics = context
        func values(_ focus: Focus) throws -> [XPathSequence] {
            try arguments.map { try Conversion.argument(try $0.evaluate(focus), as: $0.type, focus.scope) }
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

    /// The functions on truth values, which need no sequence.
    func truthFunction(_ entry: FunctionEntry, _ arguments: [Expression]) -> Judge? {
        switch entry.special {
        case .not:
            let operand = judge(arguments[0])
            return { try !operand($0) }
        case .boolean: return judge(arguments[0])
        case .true: return { _ in true }
        case .false: return { _ in false }
        case .exists, .empty:
            let wanted = entry.special == .exists
            if simplePath(arguments[0]) != nil {
                // The effective boolean value of nodes is whether there are any.
                let operand = judge(arguments[0])
                return { try operand($0) == wanted }
            }
            let operand = sequence(arguments[0])
            return { try !operand($0).isEmpty == wanted }
        default: return nil
        }
    }
}
