// Comparisons, arithmetic, casts and set operations.

import XMLTree

extension Compiler {
    // MARK: Comparisons

    func generalComparison(_ comparison: ComparisonOperator, _ left: Expression, _ right: Expression) -> Judge {
        let general = plainComparison(comparison, left, right)
        if comparison == .equal, let quick = listComparison(left, right, general: general) { return quick.run }
        return general
    }

    private func plainComparison(_ comparison: ComparisonOperator, _ left: Expression, _ right: Expression) -> Judge {
        let left = sequence(left)
        let right = sequence(right)
        return { focus in
            let one = try left(focus)
            let other = try right(focus)
            if one.isEmpty || other.isEmpty { return false }
            if case .one(let first) = one.storage, case .one(let second) = other.storage {
                return try TextComparison.holds(focus.scope, first, comparison, second)
            }
            if let quick = Self.comparedRanges(one, comparison, other) { return quick }
            let timezone = focus.context.implicitTimezone
            let others = Conversion.atomized(other)
            for item in one {
                let value = item.typedValue
                try focus.scope.spend(others.count)
                for candidate in others where try GeneralComparison.holds(value, comparison, candidate, implicitTimezone: timezone) { return true }
            }
            return false
        }
    }

    /// The comparison of integers with a range, or of two ranges, by their ends alone.
    private static func comparedRanges(_ one: XPathSequence, _ comparison: ComparisonOperator, _ other: XPathSequence) -> Bool? {
        guard one.count > 1 || other.count > 1, let left = one.integerBounds, let right = other.integerBounds else { return nil }
        switch comparison {
        case .equal: return left.low <= right.high && right.low <= left.high
        // Of two or more different integers one differs from any other.
        case .notEqual: return true
        case .less, .lessOrEqual: return comparison.holds(left.low, right.high)
        case .greater, .greaterOrEqual: return comparison.holds(left.high, right.low)
        }
    }

    func valueComparison(_ comparison: ComparisonOperator, _ left: Expression, _ right: Expression) -> Evaluate {
        let left = sequence(left)
        let right = sequence(right)
        return { focus in
            guard let one = try Conversion.optionalValue(try left(focus)) else {
                // The other operand may still be wrong.
                _ = try Conversion.optionalValue(try right(focus))
                return .empty
            }
            guard let other = try Conversion.optionalValue(try right(focus)) else { return .empty }
            return XPathSequence(try ValueComparison.holds(one, comparison, other, implicitTimezone: focus.context.implicitTimezone))
        }
    }

    func nodeComparison(_ comparison: Expression.NodeComparison, _ left: Expression, _ right: Expression) -> Evaluate {
        let left = sequence(left)
        let right = sequence(right)
        /// The node, and for a namespace node, which comes right after its element, the prefix behind a sign.
        func operand(_ sequence: XPathSequence) throws -> (node: Node, prefix: String)? {
            guard sequence.count <= 1 else { throw XPathError(.xpty0004, "several nodes where one is expected") }
            switch sequence.first {
            case nil: return nil
            case .node(let node): return (node, "")
            case .namespace(let namespace): return (namespace.element, ":" + namespace.prefix)
            case .atomic: throw XPathError(.xpty0004, "an atomic value where a node is expected")
            }
        }
        return { focus in
            let one = try operand(try left(focus))
            let other = try operand(try right(focus))
            guard let one, let other else { return .empty }
            if comparison == .isSame { return XPathSequence(one == other) }
            let places = [one, other].map { (focus.context.order(of: $0.node.tree), $0.node.index, $0.prefix) }
            return XPathSequence(comparison == .precedes ? places[0] < places[1] : places[0] > places[1])
        }
    }

    // MARK: Arithmetic

    func arithmetic(_ first: Expression, _ others: [(operation: ArithmeticOperator, operand: Expression)]) -> Evaluate {
        let first = sequence(first)
        let others = others.map { (operation: $0.operation, operand: Evaluation(run: sequence($0.operand))) }
        return { focus in
            var result = try Conversion.optionalValue(try first(focus))
            for (operation, operand) in others {
                let value = try Conversion.optionalValue(try operand.run(focus))
                guard let left = result, let value else {
                    result = nil
                    continue
                }
                result = try Arithmetic.result(left, operation, value, implicitTimezone: focus.context.implicitTimezone)
            }
            return XPathSequence(result)
        }
    }

    func sign(_ negative: Bool, _ operand: Expression) -> Evaluate {
        let operand = sequence(operand)
        return { focus in
            guard let value = try Conversion.optionalValue(try operand(focus)) else { return .empty }
            return XPathSequence(negative ? try Arithmetic.negated(value) : try Arithmetic.plus(value))
        }
    }

    // MARK: Types

    func treat(_ operand: Expression, _ type: SequenceType) -> Evaluate {
        let operand = sequence(operand)
        return { focus in
            let value = try operand(focus)
            guard Conversion.matches(value, type, focus.scope) else { throw XPathError(.xpdy0050, "the value is not of the type that it is treated as") }
            return value
        }
    }

    func cast(_ operand: Expression, _ type: AtomicType, _ allowsEmpty: Bool) -> Evaluate {
        let operand = sequence(operand)
        return { focus in
            guard let value = try Conversion.optionalValue(try operand(focus)) else {
                if allowsEmpty { return .empty }
                throw XPathError(.xpty0004, "an empty sequence is cast")
            }
            return XPathSequence(try Casting.cast(value, to: type))
        }
    }

    func castable(_ operand: Expression, _ type: AtomicType, _ allowsEmpty: Bool) -> Judge {
        var resolver: PrefixResolver?
        if type == .qName, case .literal = operand.form {
            let context = context
            resolver = { $0.isEmpty ? context.defaultElementNamespace : context.namespaces[$0] }
        }
        let operand = sequence(operand)
        return { focus in
            let sequence = try operand(focus)
            guard sequence.count <= 1 else { return false }
            guard let value = sequence.first?.typedValue else { return allowsEmpty }
            return Casting.isCastable(value, to: type, resolvingPrefix: resolver)
        }
    }

    // MARK: Sets of nodes

    func union(_ operands: [Expression]) -> Evaluate {
        let operands = operands.map { Evaluation(run: sequence($0)) }
        return { focus in
            var set = NodeSet()
            for operand in operands {
                let next = try NodeSet(try operand.run(focus), in: focus.scope, orThrow: .xpty0004)
                set = set.isEmpty ? next : set.union(next)
            }
            return set.sequence
        }
    }

    func setOperation(_ left: Expression, _ right: Expression, keepsShared: Bool) -> Evaluate {
        let left = sequence(left)
        let right = sequence(right)
        return { focus in
            let one = try NodeSet(try left(focus), in: focus.scope, orThrow: .xpty0004)
            let other = try NodeSet(try right(focus), in: focus.scope, orThrow: .xpty0004)
            return one.filtered(by: other, keepsShared: keepsShared).sequence
        }
    }
}
