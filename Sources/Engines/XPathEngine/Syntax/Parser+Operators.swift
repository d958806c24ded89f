// Operators, by precedence climbing.

extension Parser {
    /// An operator as it stands at the present word, with its rank (XPath 2.0, appendix A.4); a higher rank binds tighter.
    private enum Operator {
        case or, and
        case general(ComparisonOperator)
        case value(ComparisonOperator)
        case node(Expression.NodeComparison)
        case to
        case arithmetic(ArithmeticOperator)
        case union, intersect, except
        case instanceOf, treatAs, castableAs, castAs

        var rank: Int {
            switch self {
            case .or: 1
            case .and: 2
            case .general, .value, .node: 3
            case .to: 4
            case .arithmetic(.add), .arithmetic(.subtract): 5
            case .arithmetic: 6
            case .union: 7
            case .intersect, .except: 8
            case .instanceOf: 9
            case .treatAs: 10
            case .castableAs: 11
            case .castAs: 12
            }
        }

        /// The highest rank of an operator that may follow without parentheses.
        var ceiling: Int {
            switch self {
            case .general, .value, .node, .to, .instanceOf, .treatAs, .castableAs, .castAs: rank - 1
            default: rank
            }
        }
    }

    private var operatorHere: Operator? {
        switch token.kind {
        case .sign(let sign):
            switch sign {
            case "=": .general(.equal)
            case "!=": .general(.notEqual)
            case "<": .general(.less)
            case "<=": .general(.lessOrEqual)
            case ">": .general(.greater)
            case ">=": .general(.greaterOrEqual)
            case "<<": .node(.precedes)
            case ">>": .node(.follows)
            case "+": .arithmetic(.add)
            case "-": .arithmetic(.subtract)
            case "*": .arithmetic(.multiply)
            case "|": .union
            default: nil
            }
        case .name(nil, let word):
            switch word {
            case "or": .or
            case "and": .and
            case "is": .node(.isSame)
            case "to": .to
            case "div": .arithmetic(.divide)
            case "idiv": .arithmetic(.integerDivide)
            case "mod": .arithmetic(.modulo)
            case "union": .union
            case "intersect": .intersect
            case "except": .except
            case "instance": .instanceOf
            case "treat": .treatAs
            case "castable": .castableAs
            case "cast": .castAs
            case "eq": .value(.equal)
            case "ne": .value(.notEqual)
            case "lt": .value(.less)
            case "le": .value(.lessOrEqual)
            case "gt": .value(.greater)
            case "ge": .value(.greaterOrEqual)
            default: nil
            }
        default: nil
        }
    }

    /// An operand and all operators of a rank or more that follow it.
    mutating func operators(from lowest: Int) throws(XPathError) -> Expression {
        let start = token.start
        var left = try signed()
        var ceiling = 99
        while let found = operatorHere, found.rank >= lowest, found.rank <= ceiling {
            left = try apply(found, to: left, from: start)
            ceiling = found.ceiling
            try checkHeight(of: left)
        }
        return left
    }

    private mutating func apply(_ found: Operator, to left: Expression, from start: Int) throws(XPathError) -> Expression {
        switch found {
        case .or, .and, .union:
            var operands = [left]
            while let next = operatorHere, next.rank == found.rank {
                advance()
                operands.append(try operators(from: found.rank + 1))
            }
            switch found {
            case .or: return make(.or(operands), from: start)
            case .and: return make(.and(operands), from: start)
            default: return make(.union(operands), from: start)
            }
        case .arithmetic:
            var operands: [(operation: ArithmeticOperator, operand: Expression)] = []
            while case .arithmetic(let operation)? = operatorHere, operatorHere?.rank == found.rank {
                advance()
                operands.append((operation, try operators(from: found.rank + 1)))
            }
            return make(.arithmetic(left, operands), from: start)
        case .instanceOf, .treatAs, .castableAs, .castAs:
            return try typed(found, left, from: start)
        default:
            advance()
            let right = try operators(from: found.rank + 1)
            let form: Expression.Form =
                switch found {
                case .general(let comparison): .generalComparison(comparison, left, right)
                case .value(let comparison): .valueComparison(comparison, left, right)
                case .node(let comparison): .nodeComparison(comparison, left, right)
                case .to: .range(left, right)
                case .intersect: .intersect(left, right)
                default: .except(left, right)
                }
            return make(form, from: start)
        }
    }

    private mutating func typed(_ found: Operator, _ left: Expression, from start: Int) throws(XPathError) -> Expression {
        advance()
        if case .instanceOf = found {
            try expect(word: "of")
            let type = try sequenceType()
            return make(.instanceOf(left, type), from: start)
        }
        try expect(word: "as")
        if case .treatAs = found {
            let type = try sequenceType()
            return make(.treatAs(left, type), from: start)
        }
        let (type, allowsEmpty) = try singleType()
        if case .castableAs = found { return make(.castableAs(left, type, allowsEmpty: allowsEmpty), from: start) }
        return try cast(left, to: type, allowsEmpty: allowsEmpty, from: start)
    }

    /// A cast; one to `xs:QName` must be of a literal, whose prefix is resolved here (XPath 2.0, section 3.10.2).
    func cast(_ operand: Expression, to type: AtomicType, allowsEmpty: Bool, from start: Int) throws(XPathError) -> Expression {
        guard type == .qName, case .literal(let text) = operand.form, text.type == .string else {
            return make(.castAs(operand, type, allowsEmpty: allowsEmpty), from: start)
        }
        do throws(XPathError) {
            let namespaces = context.namespaces
            let name = try Casting.cast(text, to: .qName) { $0.isEmpty ? context.defaultElementNamespace : namespaces[$0] }
            return make(.literal(name), from: start)
        } catch {
            throw error.at(offset: start, length: lastEnd - start)
        }
    }

    /// `UnaryExpr`.
    private mutating func signed() throws(XPathError) -> Expression {
        let start = token.start
        var signs = 0
        var negative = false
        while token.isSign("-") || token.isSign("+") {
            if token.isSign("-") { negative.toggle() }
            signs += 1
            advance()
        }
        let operand = try path()
        return signs == 0 ? operand : make(.sign(negative: negative, operand), from: start)
    }
}
