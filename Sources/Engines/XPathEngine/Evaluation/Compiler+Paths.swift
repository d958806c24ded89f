// Paths, steps and predicates.

import XMLTree

extension Compiler {
    /// More steps than this in a row are run in several programs, so that the stack stays small.
    private static let longestProgram = 24

    /// Steps of a path that are run together.
    private enum Segment {
        case program([Expression.AxisStep])
        case expression(Expression)
    }

    private func segments(_ steps: [Expression.Step]) -> [Segment] {
        var segments: [Segment] = []
        for step in steps {
            switch step {
            case .expression(let expression): segments.append(.expression(expression))
            case .axis(let axis):
                if case .program(let steps)? = segments.last, steps.count < Self.longestProgram {
                    segments[segments.count - 1] = .program(steps + [axis])
                } else {
                    segments.append(.program([axis]))
                }
            }
        }
        return segments
    }

    /// Puts a node that was reached into the list of whoever asked.
    private static func gather(_ scope: Scope, _ node: UInt32) -> Bool {
        scope.pointee.output?.pointee.append(node)
        return false
    }

    func path(_ start: Expression.PathStart, _ steps: [Expression.Step]) -> Evaluate {
        if let place = steps.firstIndex(where: { if case .axis(let step) = $0 { step.axis == .namespace } else { false } }) {
            return namespacePath(start, steps, at: place)
        }
        let origin = origin(start)
        let segments = segments(steps)
        if case .program(let steps)? = segments.first, segments.count == 1, let isRoot = start.isRoot {
            let program = program(steps, then: Self.gather)
            return { focus in
                guard focus.isNode else { throw Self.noNode(focus) }
                var found: [UInt32] = []
                try focus.scope.collect(isRoot ? 0 : focus.index, program, into: &found)
                return XPathSequence(focus.scope.pointee.tree, NodeSet.ordered(found))
            }
        }
        var reached = origin
        for (number, segment) in segments.enumerated() {
            switch segment {
            case .program(let steps): reached = Self.following(reached, stage(steps))
            case .expression(let expression):
                let evaluate = sequence(expression)
                if number == segments.count - 1 { return { [reached] focus in try Self.lastStep(try reached(focus), evaluate) } }
                reached = Self.following(reached) { try Self.middleStep($0, evaluate) }
            }
        }
        return { [reached] focus in try reached(focus).sequence }
    }

    /// One part of a path after another.
    private static func following(_ reached: @escaping (Focus) throws -> NodeSet, _ stage: @escaping (NodeSet) throws -> NodeSet) -> (Focus) throws -> NodeSet {
        { focus in
            let set = try reached(focus)
            return set.isEmpty ? set : try stage(set)
        }
    }

    private func stage(_ steps: [Expression.AxisStep]) -> (NodeSet) throws -> NodeSet {
        let program = program(steps, then: Self.gather)
        return { set in
            var result = NodeSet()
            for part in set.parts {
                var found: [UInt32] = []
                for index in part.indexes { try part.scope.collect(index, program, into: &found) }
                if !found.isEmpty { result.parts.append(NodeSet.Part(scope: part.scope, indexes: NodeSet.ordered(found))) }
            }
            return result
        }
    }

    private func origin(_ start: Expression.PathStart) -> (Focus) throws -> NodeSet {
        switch start {
        case .context, .root:
            var isRoot = false
            if case .root = start { isRoot = true }
            return { [isRoot] focus in
                guard focus.isNode else { throw Self.noNode(focus) }
                return NodeSet(focus.scope, [isRoot ? 0 : focus.index])
            }
        case .expression(let expression):
            let evaluate = sequence(expression)
            return { try NodeSet(try evaluate($0), in: $0.scope, orThrow: .xpty0019) }
        }
    }

    static func noNode(_ focus: Focus) -> XPathError {
        focus.held == nil ? XPathError(.xpdy0002, "there is no context item") : XPathError(.xpty0020, "the context item is not a node")
    }

    private static func middleStep(_ set: NodeSet, _ evaluate: Evaluate) throws -> NodeSet {
        var result = NodeSet()
        let size = set.parts.reduce(0) { $0 + $1.indexes.count }
        var position = 0
        for part in set.parts {
            for index in part.indexes {
                position += 1
                try part.scope.spend()
                let value = try evaluate(Focus(part.scope, node: index, position: position, size: size))
                result = result.union(try NodeSet(value, in: part.scope, orThrow: .xpty0019))
            }
        }
        return result
    }

    private static func lastStep(_ set: NodeSet, _ evaluate: Evaluate) throws -> XPathSequence {
        let size = set.parts.reduce(0) { $0 + $1.indexes.count }
        var position = 0
        var items: [XPathItem] = []
        var hasNodes = false
        var hasValues = false
        for part in set.parts {
            for index in part.indexes {
                position += 1
                let value = try evaluate(Focus(part.scope, node: index, position: position, size: size))
                try part.scope.spend(value.count + 1)
                for item in value {
                    if case .atomic = item { hasValues = true } else { hasNodes = true }
                    items.append(item)
                }
            }
        }
        if hasNodes && hasValues { throw XPathError(.xpty0018, "a step gives both nodes and atomic values") }
        guard hasNodes, let scope = set.parts.first?.scope else { return XPathSequence(items) }
        return try NodeSet(XPathSequence(items), in: scope, orThrow: .xpty0018).sequence
    }

    // MARK: Programs

    /// Axis steps as one closure that calls `next` for each node at their end; true stops the walk.
    func program(_ steps: [Expression.AxisStep], then next: @escaping Test) -> Test {
        var next = next
        for step in steps.reversed() { next = program(step, then: next) }
        return next
    }

    private func program(_ step: Expression.AxisStep, then next: @escaping Test) -> Test {
        let match = NodeMatch(step.test, on: step.axis, pool)
        guard step.predicates.contains(where: \.mayBePositional) else {
            let last = next
            var next = next
            for predicate in step.predicates.reversed() {
                let test = test(predicate)
                let rest = next
                next = { scope, node in try test(scope, node) ? try rest(scope, node) : false }
            }
            let walk = Axes.step(step.axis, match, then: next)
            if let indexed = indexed(step, match, walk: walk, then: last) { return indexed.ask }
            return walk
        }
        if step.predicates.count == 1, case .literal(.integer(1, _)) = step.predicates[0].form {
            // The first node alone: the walk along the axis stops there.
            let first = Axes.step(step.axis, match) { scope, node in
                scope.pointee.output?.pointee.append(node)
                return true
            }
            return { scope, node in
                var found: [UInt32] = []
                try scope.collect(node, first, into: &found)
                return found.isEmpty ? false : try next(scope, found[0])
            }
        }
        let walk = Axes.step(step.axis, match, then: Self.gather)
        let predicates = step.predicates.map { nodeFilter($0) }
        return { scope, node in
            var found: [UInt32] = []
            try scope.collect(node, walk, into: &found)
            for predicate in predicates where !found.isEmpty { found = try predicate(scope, found) }
            for node in found where try next(scope, node) { return true }
            return false
        }
    }

    /// A predicate over all nodes that a step has found from one node.
    private func nodeFilter(_ predicate: Expression) -> (Scope, [UInt32]) throws -> [UInt32] {
        if case .literal(.integer(let position, _)) = predicate.form {
            return { _, nodes in position >= 1 && position <= nodes.count ? [nodes[position - 1]] : [] }
        }
        if case .call(let entry, _) = predicate.form, entry.special == .last { return { _, nodes in [nodes[nodes.count - 1]] } }
        if isFixed(predicate) {
            let evaluate = sequence(predicate)
            return { scope, nodes in
                let value = try evaluate(Focus(scope, node: nodes[0]))
                guard let position = try Self.position(value) else { return try Conversion.effectiveBooleanValue(value) ? nodes : [] }
                return position >= 1 && position <= nodes.count ? [nodes[position - 1]] : []
            }
        }
        if !predicate.mayBePositional {
            let test = test(predicate)
            return { scope, nodes in try nodes.filter { try test(scope, $0) } }
        }
        let chooses = chooser(predicate)
        return { scope, nodes in
            var kept: [UInt32] = []
            for (offset, node) in nodes.enumerated() where try chooses(Focus(scope, node: node, position: offset + 1, size: nodes.count)) { kept.append(node) }
            return kept
        }
    }

    /// Whether a predicate has the same value for every item, so that it is evaluated once.
    private func isFixed(_ predicate: Expression) -> Bool {
        switch predicate.form {
        case .variable, .local: true
        case .literal(let value): value.isNumeric
        case .sign(_, let operand): isFixed(operand)
        case .arithmetic(let first, let others): isFixed(first) && others.allSatisfy { isFixed($0.operand) }
        default: false
        }
    }

    /// The position that a number chooses, 0 for one that is no position; nil for what is no number.
    private static func position(_ value: XPathSequence) throws -> Int? {
        guard case .atomic(let number)? = value.single, number.isNumeric else { return nil }
        if case .integer(let position, _) = number { return position }
        return number.numericDouble.flatMap { Int(exactly: $0) } ?? 0
    }

    /// A predicate on one item of a sequence.
    func chooser(_ predicate: Expression) -> Judge {
        if !predicate.type.mayBeNumeric { return judgeWithPosition(predicate) }
        let evaluate = sequence(predicate)
        return { focus in
            try focus.scope.spend()
            return try Conversion.chooses(try evaluate(focus), at: focus.position)
        }
    }

    private func judgeWithPosition(_ predicate: Expression) -> Judge {
        let judge = judge(predicate)
        return { focus in
            try focus.scope.spend()
            return try judge(focus)
        }
    }

    // MARK: Filters

    func filter(_ primary: Expression, _ predicates: [Expression]) -> Evaluate {
        let evaluate = sequence(primary)
        return predicates.reduce(evaluate) { evaluate, predicate in
            let filter = itemFilter(predicate)
            return { focus in
                let items = try evaluate(focus)
                return items.isEmpty ? items : try filter(items, focus)
            }
        }
    }

    /// Whether a filter lets any node through; nil where its predicates count positions.
    ///
    /// Like a path, a filter that gives a node first is true.
    func existence(_ primary: Expression, _ predicates: [Expression]) -> Judgement? {
        guard !predicates.contains(where: \.mayBePositional) else { return nil }
        let evaluate = sequence(primary)
        let passes = allOf(predicates.map { Question(ask: test($0)) }[...]).ask
        let general = filter(primary, predicates)
        return Judgement { focus in
            let items = try evaluate(focus)
            switch items.storage {
            case .empty: return false
            case .one(.node(let node)): return try passes(focus.scope.scope(of: node.tree), node.index)
            case .nodes(let tree, let indexes):
                let scope = focus.scope.scope(of: tree)
                for index in indexes {
                    try scope.spend()
                    if try passes(scope, index) { return true }
                }
                return false
            default: return try Conversion.effectiveBooleanValue(try general(focus))
            }
        }
    }

    private func itemFilter(_ predicate: Expression) -> (XPathSequence, Focus) throws -> XPathSequence {
        if case .literal(.integer(let position, _)) = predicate.form {
            return { items, _ in position >= 1 && position <= items.count ? XPathSequence(items[position - 1]) : .empty }
        }
        if case .call(let entry, _) = predicate.form, entry.special == .last { return { items, _ in XPathSequence(items[items.count - 1]) } }
        if isFixed(predicate) {
            let evaluate = sequence(predicate)
            return { items, focus in
                let value = try evaluate(focus)
                guard let position = try Self.position(value) else { return try Conversion.effectiveBooleanValue(value) ? items : .empty }
                return position >= 1 && position <= items.count ? XPathSequence(items[position - 1]) : .empty
            }
        }
        let chooses = chooser(predicate)
        return { items, focus in
            let size = items.count
            var kept: [XPathItem] = []
            for (offset, item) in items.enumerated() {
                if try chooses(Focus(focus.scope, item: item, position: offset + 1, size: size)) { kept.append(item) }
            }
            return XPathSequence(kept)
        }
    }
}
