// Questions about nodes, answered without making sequences.

import XMLTree

extension Compiler {
    /// A short way to the effective boolean value at a node; nil where the general way must be gone.
    func quickTest(_ expression: Expression) -> Question? {
        guard !expression.usesPosition else { return nil }
        switch expression.form {
        case .or(let operands):
            return anyOf(operands.map { Question(ask: test($0)) }[...])
        case .and(let operands):
            return allOf(operands.map { Question(ask: test($0)) }[...])
        case .union(let operands):
            // The effective boolean value of nodes is whether there are any.
            guard operands.allSatisfy({ simplePath($0) != nil }) else { return nil }
            return anyOf(operands.map { Question(ask: test($0)) }[...])
        case .path:
            guard let (isRoot, steps) = simplePath(expression) else { return nil }
            return Question(ask: existence(isRoot, steps))
        case .call(let entry, let arguments): return quickCall(entry, arguments)
        case .conditional(let condition, let then, let otherwise):
            let condition = test(condition)
            let then = test(then)
            let otherwise = test(otherwise)
            return Question { scope, node in try condition(scope, node) ? try then(scope, node) : try otherwise(scope, node) }
        case .generalComparison(let comparison, let left, let right):
            if let quick = countComparison(comparison, left, right) { return quick }
            if comparison == .equal, listSources(left) != nil || listSources(right) != nil { return nil }
            if simplePath(left) != nil { return pathComparison(expression, comparison, left, right) }
            if simplePath(right) != nil { return pathComparison(expression, comparison.swapped, right, left) }
            return nil
        default: return nil
        }
    }

    /// Whether one of the tests passes; joined in pairs of pairs, so that no list is walked.
    private func anyOf(_ tests: ArraySlice<Question>) -> Question {
        if tests.count == 1 { return tests[tests.startIndex] }
        let middle = tests.startIndex + (tests.count + 1) / 2
        let (one, other) = (anyOf(tests[..<middle]).ask, anyOf(tests[middle...]).ask)
        return Question { scope, node in try one(scope, node) ? true : try other(scope, node) }
    }

    /// Whether all tests pass, likewise.
    func allOf(_ tests: ArraySlice<Question>) -> Question {
        if tests.count == 1 { return tests[tests.startIndex] }
        let middle = tests.startIndex + (tests.count + 1) / 2
        let (one, other) = (allOf(tests[..<middle]).ask, allOf(tests[middle...]).ask)
        return Question { scope, node in try one(scope, node) ? try other(scope, node) : false }
    }

    /// A path of axis steps alone, from the context node or the root.
    func simplePath(_ expression: Expression) -> (isRoot: Bool, steps: [Expression.AxisStep])? {
        guard case .path(let start, let steps) = expression.form, steps.count <= 24 else { return nil }
        var axes: [Expression.AxisStep] = []
        for step in steps {
            guard case .axis(let axis) = step else { return nil }
            axes.append(axis)
        }
        switch start {
        case .context: return (false, axes)
        case .root: return (true, axes)
        case .expression: return nil
        }
    }

    private func existence(_ isRoot: Bool, _ steps: [Expression.AxisStep]) -> Test {
        let program = program(steps) { _, _ in true }
        return isRoot ? { scope, _ in try program(scope, 0) } : program
    }

    private func quickCall(_ entry: FunctionEntry, _ arguments: [Expression]) -> Question? {
        switch entry.special {
        case .not:
            let test = test(arguments[0])
            return Question { scope, node in try !test(scope, node) }
        case .boolean: return Question(ask: test(arguments[0]))
        case .exists, .empty:
            guard let (isRoot, steps) = simplePath(arguments[0]) else { return nil }
            let exists = existence(isRoot, steps)
            return entry.special == .exists ? Question(ask: exists) : Question { scope, node in try !exists(scope, node) }
        case .true: return Question { _, _ in true }
        case .false: return Question { _, _ in false }
        default: return nil
        }
    }

    /// `count(path) = 3` and the like; against 0 the first node decides.
    private func countComparison(_ comparison: ComparisonOperator, _ left: Expression, _ right: Expression) -> Question? {
        if case .literal(.integer) = left.form, case .call = right.form { return countComparison(comparison.swapped, right, left) }
        guard case .literal(.integer(let wanted, _)) = right.form, case .call(let entry, let arguments) = left.form, entry.special == .count,
            let (isRoot, steps) = simplePath(arguments[0])
        else { return nil }
        switch (comparison, wanted) {
        case (.equal, 0), (.less, 1), (.lessOrEqual, 0):
            let exists = existence(isRoot, steps)
            return Question { scope, node in try !exists(scope, node) }
        case (.greater, 0), (.notEqual, 0), (.greaterOrEqual, 1): return Question(ask: existence(isRoot, steps))
        default: break
        }
        if givesEachOnce(steps) {
            // One more than the number decides.
            let program = program(steps) { scope, _ in
                scope.pointee.tally -= 1
                return scope.pointee.tally < 0
            }
            return Question { scope, node in
                let outer = scope.pointee.tally
                defer { scope.pointee.tally = outer }
                scope.pointee.tally = wanted
                _ = try program(scope, isRoot ? 0 : node)
                return comparison.holds(wanted - scope.pointee.tally, wanted)
            }
        }
        let collect = collector(isRoot, steps)
        return Question { scope, node in comparison.holds(try collect(scope, node).count, wanted) }
    }

    /// Whether a path reaches no node twice: down one level at a time, and to all descendants in the last step at most.
    private func givesEachOnce(_ steps: [Expression.AxisStep]) -> Bool {
        steps.dropLast().allSatisfy { [.child, .attribute, .`self`].contains($0.axis) }
            && steps.last.map { [.child, .attribute, .`self`, .descendant, .descendantOrSelf].contains($0.axis) } ?? true
    }

    /// All nodes at the end of a simple path, in document order.
    private func collector(_ isRoot: Bool, _ steps: [Expression.AxisStep]) -> (Scope, UInt32) throws -> [UInt32] {
        let program = program(steps) { scope, node in
            scope.pointee.output?.pointee.append(node)
            return false
        }
        return { scope, node in
            var found: [UInt32] = []
            try scope.collect(isRoot ? 0 : node, program, into: &found)
            return NodeSet.ordered(found)
        }
    }

    // MARK: General comparison of a path with something

    private func pathComparison(
        _ whole: Expression, _ comparison: ComparisonOperator, _ path: Expression, _ other: Expression
    ) -> Question? {
        guard let (isRoot, steps) = simplePath(path) else { return nil }
        if comparison.isEquality, let texts = literalTexts(other) {
            let program = program(steps, then: textTest(texts, isEqual: comparison == .equal))
            return isRoot ? Question { scope, _ in try program(scope, 0) } : Question(ask: program)
        }
        let evaluate = sequence(other)
        let offset = whole.offset
        let length = whole.length
        if !isRoot, steps.count == 1, steps[0].axis == .attribute, steps[0].predicates.isEmpty, case .name(let name) = steps[0].test {
            let number = pool.number(of: name)
            return Question { scope, node in
                let attribute = Axes.attribute(scope, node, number)
                if attribute == 0 { return false }
                let others = try evaluate(Focus(scope, node: node))
                do {
                    return try TextComparison.holds(scope, attribute, comparison, others)
                } catch let error as XPathError {
                    throw error.at(offset: offset, length: length)
                }
            }
        }
        let collect = collector(isRoot, steps)
        return Question { scope, node in
            let nodes = try collect(scope, node)
            if nodes.isEmpty { return false }
            let others = try evaluate(Focus(scope, node: node))
            do {
                for index in nodes {
                    try scope.spend(others.count)
                    if try TextComparison.holds(scope, index, comparison, others) { return true }
                }
                return false
            } catch let error as XPathError {
                throw error.at(offset: offset, length: length)
            }
        }
    }

    /// The bytes of a string literal, or of several in parentheses.
    private func literalTexts(_ expression: Expression) -> [[UInt8]]? {
        switch expression.form {
        case .literal(.string(let text, _)): return [Array(text.utf8)]
        case .sequence(let members):
            let texts = members.compactMap { literalTexts($0) }
            return texts.count == members.count && !texts.isEmpty ? texts.flatMap { $0 } : nil
        default: return nil
        }
    }

    private func textTest(_ texts: [[UInt8]], isEqual: Bool) -> Test {
        if texts.count == 1 {
            let text = texts[0]
            return { scope, node in NodeText.equals(scope.pointee.tables, node, text) == isEqual }
        }
        return { scope, node in
            for text in texts where NodeText.equals(scope.pointee.tables, node, text) == isEqual { return true }
            return false
        }
    }
}

extension ComparisonOperator {
    /// The same question with the operands exchanged.
    var swapped: ComparisonOperator {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}
