// Shorter ways for the steps of a path.

enum PathSimplification {
    /// `descendant-or-self::node()/child::x` as `descendant::x`, where no predicate counts positions.
    static func simplified(_ steps: [Expression.Step]) -> [Expression.Step] {
        var result: [Expression.Step] = []
        for step in steps {
            if case .axis(let next) = step, case .axis(let last)? = result.last, last.axis == .descendantOrSelf, last.test == .kind(.node),
                last.predicates.isEmpty, !next.predicates.contains(where: \.mayBePositional), let axis = joined(next.axis)
            {
                result[result.count - 1] = .axis(.init(axis: axis, test: next.test, predicates: next.predicates, offset: next.offset))
            } else {
                result.append(step)
            }
        }
        return result
    }

    private static func joined(_ axis: Axis) -> Axis? {
        switch axis {
        case .child, .descendant: .descendant
        case .descendantOrSelf, .`self`: .descendantOrSelf
        default: nil
        }
    }
}

extension Expression {
    /// Whether this, as a predicate, may choose by position.
    var mayBePositional: Bool { type.mayBeNumeric || usesPosition }
}
