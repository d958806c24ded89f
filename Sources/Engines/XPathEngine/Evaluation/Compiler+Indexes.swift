// Predicates that ask for equality, answered by an index where the document never changes.

import XMLTree

extension Compiler {
    /// A step that an index can take.
    private struct Lookup {
        let key: ValueIndex.Key
        let slot: Int
        /// Leads from a node to its keys.
        let texts: Test
        /// The value that is looked for; the same whatever the context item.
        let value: Evaluate
    }

    /// A step whose first predicates compare something below the node with a value that does not depend on the node: `name[@a = $x and @b = $y]`.
    ///
    /// - Parameters:
    ///   - walk: the step without an index; its predicates are `tests`.
    ///   - tests: everything that is asked of a node, in order.
    ///   - next: the rest of the path.
    /// - Returns: the step that looks up where it may, nil for a step that no index helps.
    func indexed(_ step: Expression.AxisStep, _ match: NodeMatch, walk: @escaping Test, then next: @escaping Test) -> Question? {
        guard step.axis == .descendant || step.axis == .child, case .name = step.test else { return nil }
        let conditions = step.predicates.flatMap { conjuncts($0) }
        // What stands before an equality may be meant to keep it from failing, so only the first conditions are looked up.
        var lookups: [Lookup] = []
        for condition in conditions {
            guard let lookup = lookup(condition, in: step.test) else { break }
            lookups.append(lookup)
        }
        guard !lookups.isEmpty else { return nil }
        let passes = allOf(conditions.map { Question(ask: test($0)) }[...]).ask
        let isChild = step.axis == .child
        return Question { [lookups] scope, node in
            guard let document = scope.pointee.invariant, let found = try Self.candidates(lookups, match, document, scope, node) else {
                return try walk(scope, node)
            }
            let tables = scope.pointee.tables
            for candidate in found where candidate > node {
                if candidate >= tables.end[Int(node)] { break }
                try scope.spend()
                if isChild, tables.parent[Int(candidate)] != node { continue }
                if try passes(scope, candidate), try next(scope, candidate) { return true }
            }
            return false
        }
    }

    /// The nodes of the whole document that the most choosy condition leaves; nil where the values are such that only a walk can tell.
    private static func candidates(
        _ lookups: [Lookup], _ match: NodeMatch, _ document: InvariantDocument, _ scope: Scope, _ node: UInt32
    ) throws -> ArraySlice<UInt32>? {
        var fewest: ArraySlice<UInt32>?
        for lookup in lookups {
            // An error counts only when there is a node to compare with: the walk will tell.
            guard let value = try? lookup.value(Focus(scope, node: node)) else { return nil }
            guard let found = try nodes(lookup, with: value, match, document, scope) else { return nil }
            if found.isEmpty { return found }
            if found.count < fewest?.count ?? .max { fewest = found }
        }
        return fewest
    }

    private static func nodes(
        _ lookup: Lookup, with value: XPathSequence, _ match: NodeMatch, _ document: InvariantDocument, _ scope: Scope
    ) throws -> ArraySlice<UInt32>? {
        if value.isEmpty { return [] }
        let index = try index(lookup, match, document, scope)
        if let item = value.single { return find(item, in: index) }
        guard value.count <= 1000 else { return nil }
        var all: [UInt32] = []
        for item in value {
            guard let found = find(item, in: index) else { return nil }
            all += found
        }
        return NodeSet.ordered(all)[...]
    }

    /// The nodes with a text; nil for values that are no text, which are compared by other rules.
    private static func find(_ item: XPathItem, in index: ValueIndex) -> ArraySlice<UInt32>? {
        switch item {
        case .node(let node): return node.withValueBytes { index.nodes(with: $0) }
        case .namespace: return nil
        case .atomic(let value):
            guard var text = value.text else { return nil }
            return text.withUTF8 { index.nodes(with: $0) }
        }
    }

    private static func index(_ lookup: Lookup, _ match: NodeMatch, _ document: InvariantDocument, _ scope: Scope) throws -> ValueIndex {
        if let known = scope.pointee.slots[lookup.slot] { return unsafeDowncast(known, to: ValueIndex.self) }
        let index = try document.index(lookup.key) {
            var candidates: [(node: UInt32, texts: Range<Int>)] = []
            var texts: [UInt32] = []
            for node in 1..<UInt32(scope.pointee.tables.count) where match.passes(scope, node) {
                let start = texts.count
                try scope.collect(node, lookup.texts, into: &texts)
                candidates.append((node, start..<texts.count))
            }
            return ValueIndex(document.tree, candidates, texts: texts)
        }
        scope.pointee.slots[lookup.slot] = index
        return index
    }

    // MARK: What can be looked up

    private func conjuncts(_ expression: Expression) -> [Expression] {
        if case .and(let operands) = expression.form { return operands.flatMap { conjuncts($0) } }
        return [expression]
    }

    private func lookup(_ condition: Expression, in test: NodeTest) -> Lookup? {
        guard case .generalComparison(.equal, let left, let right) = condition.form else { return nil }
        for (path, value) in [(left, right), (right, left)] where isFocusFree(value) {
            guard let steps = plainSteps(path) else { continue }
            let key = ValueIndex.Key(test: test, path: steps.map { ValueIndex.Key.Step(axis: $0.axis, test: $0.test) })
            let texts = program(steps) { scope, node in
                scope.pointee.output?.pointee.append(node)
                return false
            }
            return Lookup(key: key, slot: pool.number(of: .index(key)), texts: texts, value: sequence(value))
        }
        return nil
    }

    /// A path that leads down from the context node without conditions; none for the context node itself.
    private func plainSteps(_ expression: Expression) -> [Expression.AxisStep]? {
        if case .contextItem = expression.form { return [] }
        guard let (isRoot, steps) = simplePath(expression), !isRoot else { return nil }
        let isPlain = steps.allSatisfy { step in
            switch step.axis {
            case .child, .attribute, .`self`, .descendant, .descendantOrSelf: step.predicates.isEmpty
            default: false
            }
        }
        return isPlain ? steps : nil
    }

    /// Whether the value is the same whatever the context item.
    func isFocusFree(_ expression: Expression) -> Bool {
        switch expression.form {
        case .literal, .variable, .local: true
        case .path(.expression(let start), _): isFocusFree(start)
        case .filter(let primary, _): isFocusFree(primary)
        case .sequence(let members): members.allSatisfy { isFocusFree($0) }
        case .call(let entry, let arguments): !entry.readsFocus && arguments.allSatisfy { isFocusFree($0) }
        default: false
        }
    }
}
