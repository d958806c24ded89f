// Turns the syntax tree into closures.

import XMLTree

/// Compiles each expression at most once for each use: as a sequence, as a truth value, as a question about a node.
final class Compiler {
    let context: StaticContext
    var pool: NamePool { context.pool }
    private var sequences: [ObjectIdentifier: Evaluate] = [:]
    private var judges: [ObjectIdentifier: Judge] = [:]
    private var tests: [ObjectIdentifier: Question] = [:]

    init(_ context: StaticContext) { self.context = context }

    // MARK: The three uses

    /// The expression's value.
    func sequence(_ expression: Expression) -> Evaluate {
        let key = ObjectIdentifier(expression)
        if let known = sequences[key] { return known }
        let made = placed(expression, makeSequence(expression))
        sequences[key] = made
        return made
    }

    /// The expression's effective boolean value.
    func judge(_ expression: Expression) -> Judge {
        let key = ObjectIdentifier(expression)
        if let known = judges[key] { return known }
        let general = makeJudge(expression)
        let made: Judge
        if quickTest(expression) != nil {
            let test = test(expression)
            made = { focus in focus.isNode ? try test(focus.scope, focus.index) : try general(focus) }
        } else {
            made = general
        }
        judges[key] = made
        return made
    }

    /// The expression's effective boolean value at a node that is the one item of its focus.
    func test(_ expression: Expression) -> Test {
        let key = ObjectIdentifier(expression)
        if let known = tests[key] { return known.ask }
        let made = quickTest(expression) ?? Question(ask: generalTest(expression))
        tests[key] = made
        return made.ask
    }

    private func generalTest(_ expression: Expression) -> Test {
        let judge = makeJudge(expression)
        return { scope, node in try judge(Focus(scope, node: node)) }
    }

    /// Adds the place to the errors that have none yet.
    private func placed(_ expression: Expression, _ evaluate: @escaping Evaluate) -> Evaluate {
        switch expression.form {
        case .literal, .local, .contextItem, .sequence: return evaluate
        default:
            let offset = expression.offset
            let length = expression.length
            return { focus in
                do {
                    return try evaluate(focus)
                } catch let error as XPathError {
                    throw error.at(offset: offset, length: length)
                }
            }
        }
    }

    // MARK: Values

    private func makeSequence(_ expression: Expression) -> Evaluate {
        switch expression.form {
        case .literal(let value):
            let constant = XPathSequence(value)
            return { _ in constant }
        case .variable(let number): return { try $0.context.value(of: number) }
        case .local(let slot): return { $0.context.frames[$0.context.frameStart + slot] }
        case .contextItem:
            return { focus in
                guard let item = focus.item else { throw XPathError(.xpdy0002, "there is no context item") }
                return XPathSequence(item)
            }
        case .sequence(let members): return concatenation(members)
        case .range(let low, let high): return range(low, high)
        case .or, .and, .generalComparison, .quantified, .instanceOf, .castableAs:
            let judge = judge(expression)
            return { XPathSequence(try judge($0)) }
        case .valueComparison(let comparison, let left, let right): return valueComparison(comparison, left, right)
        case .nodeComparison(let comparison, let left, let right): return nodeComparison(comparison, left, right)
        case .arithmetic(let first, let others): return arithmetic(first, others)
        case .sign(let negative, let operand): return sign(negative, operand)
        case .union(let operands): return union(operands)
        case .intersect(let left, let right): return setOperation(left, right, keepsShared: true)
        case .except(let left, let right): return setOperation(left, right, keepsShared: false)
        case .treatAs(let operand, let type): return treat(operand, type)
        case .castAs(let operand, let type, let allowsEmpty): return cast(operand, type, allowsEmpty)
        case .path(let start, let steps): return path(start, steps)
        case .filter(let primary, let predicates): return filter(primary, predicates)
        case .call(let entry, let arguments): return call(entry, arguments)
        case .conditional(let condition, let then, let otherwise):
            let condition = judge(condition)
            let then = sequence(then)
            let otherwise = sequence(otherwise)
            return { try condition($0) ? try then($0) : try otherwise($0) }
        case .each(let slot, let domain, let result): return iteration(slot, domain, result)
        }
    }

    private func concatenation(_ members: [Expression]) -> Evaluate {
        let members = members.map { sequence($0) }
        if members.isEmpty { return { _ in .empty } }
        return { focus in
            var items: [XPathItem] = []
            for member in members {
                let value = try member(focus)
                try focus.scope.spend(value.count + 1)
                items.append(contentsOf: value)
            }
            return XPathSequence(items)
        }
    }

    private func range(_ low: Expression, _ high: Expression) -> Evaluate {
        let low = sequence(low)
        let high = sequence(high)
        func bound(_ sequence: XPathSequence) throws -> BigInteger? {
            guard let value = try Conversion.optionalValue(sequence) else { return nil }
            return try Promotion.functionArgument(value, as: .integer).wholeNumber
        }
        return { focus in
            let bounds = (low: try low(focus), high: try high(focus))
            if case .one(.atomic(.integer(let low, _))) = bounds.low.storage, case .one(.atomic(.integer(let high, _))) = bounds.high.storage {
                if low == high { return XPathSequence(low) }
                let (length, overflows) = high.subtractingReportingOverflow(low)
                if overflows || length == .max { throw XPathError(.xpdy0130, "a range that is too long") }
                return low < high ? XPathSequence(.range(low, high)) : .empty
            }
            guard let low = try bound(bounds.low), let high = try bound(bounds.high), low <= high else { return .empty }
            guard let distance = (high - low).asInt, distance < .max else { throw XPathError(.xpdy0130, "a range that is too long") }
            return distance == 0 ? XPathSequence(.whole(low)) : XPathSequence(.wideRange(low, distance + 1))
        }
    }

    private func iteration(_ slot: Int, _ domain: Expression, _ result: Expression) -> Evaluate {
        let domain = sequence(domain)
        let result = sequence(result)
        return { focus in
            let context = focus.context
            var items: [XPathItem] = []
            for item in try domain(focus) {
                context.frames[context.frameStart + slot] = XPathSequence(item)
                let value = try result(focus)
                try focus.scope.spend(value.count + 1)
                if case .one(let item) = value.storage { items.append(item) } else { items.append(contentsOf: value) }
            }
            return XPathSequence(items)
        }
    }

    // MARK: Truth values

    private func makeJudge(_ expression: Expression) -> Judge {
        switch expression.form {
        case .or(let operands):
            let operands = operands.map { judge($0) }
            return { focus in
                for operand in operands where try operand(focus) { return true }
                return false
            }
        case .and(let operands):
            let operands = operands.map { judge($0) }
            return { focus in
                for operand in operands where try !operand(focus) { return false }
                return true
            }
        case .generalComparison(let comparison, let left, let right): return placedJudge(expression, generalComparison(comparison, left, right))
        case .quantified(let isEvery, let slot, let domain, let condition): return quantified(isEvery, slot, domain, condition)
        case .instanceOf(let operand, let type):
            let operand = sequence(operand)
            return { Conversion.matches(try operand($0), type, $0.scope) }
        case .castableAs(let operand, let type, let allowsEmpty): return castable(operand, type, allowsEmpty)
        case .call(let entry, let arguments):
            if let judge = truthFunction(entry, arguments) { return judge }
            fallthrough
        default:
            let evaluate = sequence(expression)
            return { focus in
                let value = try evaluate(focus)
                if case .one(.atomic(.boolean(let truth))) = value.storage { return truth }
                return try Conversion.effectiveBooleanValue(value)
            }
        }
    }

    func placedJudge(_ expression: Expression, _ judge: @escaping Judge) -> Judge {
        let offset = expression.offset
        let length = expression.length
        return { focus in
            do {
                return try judge(focus)
            } catch let error as XPathError {
                throw error.at(offset: offset, length: length)
            }
        }
    }

    private func quantified(_ isEvery: Bool, _ slot: Int, _ domain: Expression, _ condition: Expression) -> Judge {
        let domain = sequence(domain)
        let condition = judge(condition)
        return { focus in
            let context = focus.context
            for item in try domain(focus) {
                context.frames[context.frameStart + slot] = XPathSequence(item)
                try focus.scope.spend()
                if try condition(focus) != isEvery { return !isEvery }
            }
            return isEvery
        }
    }
}
