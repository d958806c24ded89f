// Turns the syntax tree into closures.

import XMLTree

/// Compiles each expression at most once for each use: as a sequence, as a truth value, as a question about a node.
final class Compiler {
    let context: StaticContext
    var pool: NamePool { context.pool }
    /// What functions are told of the static context.
    let statics: CallStatics
    private var sequences: [ObjectIdentifier: Evaluation] = [:]
    private var judges: [ObjectIdentifier: Judgement] = [:]
    private var tests: [ObjectIdentifier: Question] = [:]

    init(_ context: StaticContext) {
        self.context = context
        statics = CallStatics(baseURI: context.baseURI)
    }

    // MARK: The three uses

    /// The expression's value.
    func sequence(_ expression: Expression) -> Evaluate {
        let key = ObjectIdentifier(expression)
        if let known = sequences[key] { return known.run }
        let made = placed(expression, makeSequence(expression))
        sequences[key] = Evaluation(run: made)
        return made
    }

    /// The expression's effective boolean value.
    func judge(_ expression: Expression) -> Judge {
        let key = ObjectIdentifier(expression)
        if let known = judges[key] { return known.run }
        let general = makeJudge(expression)
        let made: Judge
        if quickTest(expression) != nil {
            let test = test(expression)
            made = { focus in focus.isNode ? try test(focus.scope, focus.index) : try general(focus) }
        } else {
            made = general
        }
        judges[key] = Judgement(run: made)
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
        case .local(let slot): return { $0.context.local(slot) }
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
        case .path(let start, let steps):
            let walk = path(start, steps)
            guard let source = listSources(expression)?.first else { return walk }
            return { focus in try source.list(focus)?.sequence ?? walk(focus) }
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
        let members = members.map { Evaluation(run: sequence($0)) }
        if members.isEmpty { return { _ in .empty } }
        return { focus in
            var items: [XPathItem] = []
            for member in members {
                let value = try member.run(focus)
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
                context.bind(slot, to: item)
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
            return Self.joined(operands.map { Judgement(run: judge($0)) }[...]) { one, other in { try one($0) ? true : try other($0) } }
        case .and(let operands):
            return Self.joined(operands.map { Judgement(run: judge($0)) }[...]) { one, other in { try one($0) ? try other($0) : false } }
        case .generalComparison(let comparison, let left, let right): return placedJudge(expression, generalComparison(comparison, left, right))
        case .quantified(let isEvery, let slot, let domain, let condition): return quantified(isEvery, slot, domain, condition)
        case .instanceOf(let operand, let type):
            let operand = sequence(operand)
            return { Conversion.matches(try operand($0), type, $0.scope) }
        case .castableAs(let operand, let type, let allowsEmpty): return castable(operand, type, allowsEmpty)
        case .call(let entry, let arguments):
            guard let truth = truthFunction(entry, arguments) else { return generalJudge(expression) }
            return entry.special == .matches ? placedJudge(expression, truth.run) : truth.run
        case .filter(let primary, let predicates):
            guard let existence = existence(primary, predicates) else { return generalJudge(expression) }
            return placedJudge(expression, existence.run)
        default: return generalJudge(expression)
        }
    }

    private func generalJudge(_ expression: Expression) -> Judge {
        let evaluate = sequence(expression)
        return { focus in
            let value = try evaluate(focus)
            if case .one(.atomic(.boolean(let truth))) = value.storage { return truth }
            return try Conversion.effectiveBooleanValue(value)
        }
    }

    /// Operands joined in pairs of pairs, so that no list is walked.
    private static func joined(_ operands: ArraySlice<Judgement>, _ join: (@escaping Judge, @escaping Judge) -> Judge) -> Judge {
        if operands.count == 1 { return operands[operands.startIndex].run }
        let middle = operands.startIndex + (operands.count + 1) / 2
        return join(joined(operands[..<middle], join), joined(operands[middle...], join))
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
        if let question = conditionOnItem(condition, slot) {
            let test = question.ask
            let condition = judge(condition)
            return { focus in
                let items = try domain(focus)
                guard case .nodes(let tree, let indexes) = items.storage else { return try Self.quantified(isEvery, slot, items, condition, focus) }
                let scope = focus.scope.scope(of: tree)
                for index in indexes {
                    try scope.spend()
                    if try test(scope, index) != isEvery { return !isEvery }
                }
                return isEvery
            }
        }
        let condition = judge(condition)
        return { focus in try Self.quantified(isEvery, slot, try domain(focus), condition, focus) }
    }

    private static func quantified(_ isEvery: Bool, _ slot: Int, _ items: XPathSequence, _ condition: Judge, _ focus: Focus) throws -> Bool {
        let context = focus.context
        for item in items {
            context.bind(slot, to: item)
            try focus.scope.spend()
            if try condition(focus) != isEvery { return !isEvery }
        }
        return isEvery
    }

    /// `$x[condition]` as a question about the node that `$x` is, where the condition itself does not name the variable.
    private func conditionOnItem(_ expression: Expression, _ slot: Int) -> Question? {
        guard case .filter(let primary, let predicates) = expression.form, case .local(slot) = primary.form,
            !predicates.contains(where: { $0.mayBePositional || $0.mentions(slot) })
        else { return nil }
        return allOf(predicates.map { Question(ask: test($0)) }[...])

    }
}
