// Reads one document through the machine of contexts: one walk, every rule that fits every node.

import XMLTree

/// One walk over one tree.
///
/// For each open element it keeps the states that fit it, so that each node is only held to the steps that can still lead somewhere.
struct AutomatonRun {
    private let automaton: PatternAutomaton
    private let tree: FrozenTree
    private let tables: TreeTables
    /// The machine's number for each name of the tree, or -1.
    private let symbols: [Int32]
    /// The tree's numbers for each key, nil when the tree lacks a name.
    private let keys: [(child: UInt32, attribute: UInt32)?]

    /// States that fit an open element and have edges to its children, element by element.
    private var childStates: [Int] = []
    /// States that fit an open element and have edges to descendants; each stands once.
    private var descendantStates: [Int] = []
    private var open: [Open] = []

    private struct Open {
        let end: UInt32
        let childStart: Int
        let descendantEnd: Int
    }

    /// The values of keys at the node that is looked at, by number.
    private var found: [(node: UInt32, literals: [UInt32])]
    private var fitting: [PatternAutomaton.Match] = []

    init(_ automaton: PatternAutomaton, over tree: FrozenTree) {
        self.automaton = automaton
        self.tree = tree
        tables = tree.withTables { $0 }
        var symbols = [Int32](repeating: -1, count: tables.nameCount)
        for (number, name) in automaton.names.enumerated() {
            if let id = tree.nameID(name.localName, in: name.namespace) { symbols[Int(id)] = Int32(number) }
        }
        self.symbols = symbols
        keys = automaton.keys.map { key in
            guard let attribute = tree.nameID(key.attribute.localName, in: key.attribute.namespace) else { return nil }
            guard let child = key.child else { return (0, attribute) }
            return tree.nameID(child.localName, in: child.namespace).map { ($0, attribute) }
        }
        found = Array(repeating: (.max, []), count: automaton.keys.count)
    }

    /// Walks; answers every rule for every node that it fits, in document order.
    ///
    /// - Parameter condition: whether the expression with a number is true at a node; told the step's test and the conditions before it, for positions.
    mutating func run(condition: (Int, UInt32, PatternAutomaton.Edge) -> Bool, fits: (UInt32, [PatternAutomaton.Match]) -> Void) {
        let last = UInt32(tables.count)
        enter(0, end: last)
        if !automaton.states[0].matches.isEmpty { fits(0, automaton.states[0].matches) }
        pushStates([0], end: last)
        let visitsOthers = automaton.visitsOthers
        var node: UInt32 = 1
        while node < last {
            while let top = open.last, node >= top.end { close(top) }
            let kind = tables.kind[Int(node)]
            if kind == Node.Kind.element.rawValue {
                fitting.removeAll(keepingCapacity: true)
                let reached = step(node, isElement: true, condition: condition)
                if !fitting.isEmpty { fits(node, fitting) }
                pushStates(reached, end: tables.end[Int(node)])
                if !visitsOthers { node += tables.attributeCount(node) }
            } else if visitsOthers {
                fitting.removeAll(keepingCapacity: true)
                _ = step(node, isElement: false, condition: condition)
                if !fitting.isEmpty { fits(node, fitting) }
            }
            node += 1
        }
        withExtendedLifetime(tree) {}
    }

    private mutating func enter(_ node: UInt32, end: UInt32) {
        childStates.removeAll()
        descendantStates.removeAll()
        open.removeAll()
    }

    private mutating func pushStates(_ reached: [Int], end: UInt32) {
        let start = childStates.count
        for state in reached {
            if !automaton.states[state].children.isEmpty { childStates.append(state) }
            if !automaton.states[state].descendants.isEmpty, !descendantStates.contains(state) { descendantStates.append(state) }
        }
        open.append(Open(end: end, childStart: start, descendantEnd: descendantStates.count))
    }

    private mutating func close(_ top: Open) {
        childStates.removeSubrange(top.childStart...)
        open.removeLast()
        descendantStates.removeSubrange((open.last?.descendantEnd ?? 0)...)
    }

    /// The states that fit a node, given those that fit its ancestors.
    private mutating func step(_ node: UInt32, isElement: Bool, condition: (Int, UInt32, PatternAutomaton.Edge) -> Bool) -> [Int] {
        var reached: [Int] = []
        guard let parent = open.last else { return reached }
        for index in parent.childStart..<childStates.count {
            follow(automaton.states[childStates[index]].children, node, isElement, condition, &reached)
        }
        for index in 0..<parent.descendantEnd {
            follow(automaton.states[descendantStates[index]].descendants, node, isElement, condition, &reached)
        }
        return reached
    }

    private mutating func follow(
        _ table: PatternAutomaton.EdgeTable, _ node: UInt32, _ isElement: Bool, _ condition: (Int, UInt32, PatternAutomaton.Edge) -> Bool,
        _ reached: inout [Int]
    ) {
        guard isElement else {
            for edge in table.others where fits(automaton.edges[edge].test, node) { take(edge, node, condition, &reached) }
            return
        }
        let symbol = symbols[Int(tables.name[Int(node)])]
        if symbol >= 0, let group = table.named[symbol] { follow(group, isNamed: true, node, condition, &reached) }
        if !table.anyName.isEmpty { follow(table.anyName, isNamed: false, node, condition, &reached) }
    }

    private mutating func follow(
        _ group: PatternAutomaton.EdgeGroup, isNamed: Bool, _ node: UInt32, _ condition: (Int, UInt32, PatternAutomaton.Edge) -> Bool,
        _ reached: inout [Int]
    ) {
        for edge in group.edges where isNamed || fits(automaton.edges[edge].test, node) { take(edge, node, condition, &reached) }
        for keyed in group.keyed {
            for literal in literals(of: keyed.key, at: node) {
                for edge in keyed.edges[literal] ?? [] where isNamed || fits(automaton.edges[edge].test, node) { take(edge, node, condition, &reached) }
            }
        }
    }

    private mutating func take(
        _ number: Int, _ node: UInt32, _ condition: (Int, UInt32, PatternAutomaton.Edge) -> Bool, _ reached: inout [Int]
    ) {
        let edge = automaton.edges[number]
        for check in edge.checks {
            switch check {
            case .attribute(let key, let literal): if !literals(of: key, at: node).contains(literal) { return }
            case .condition(let expression): if !condition(expression, node, edge) { return }
            }
        }
        fitting += automaton.states[edge.target].matches
        reached.append(edge.target)
    }

    /// The values that the attribute of a key has at a node, as far as some context asks for them.
    private mutating func literals(of key: Int, at node: UInt32) -> [UInt32] {
        if found[key].node == node { return found[key].literals }
        var values: [UInt32] = []
        if let names = keys[key] {
            if automaton.keys[key].child == nil {
                gather(names.attribute, of: node, into: &values)
            } else {
                var child = tables.firstChild(node)
                while child != 0 {
                    if tables.name[Int(child)] == names.child, tables.kind[Int(child)] == Node.Kind.element.rawValue {
                        gather(names.attribute, of: child, into: &values)
                    }
                    child = tables.next[Int(child)]
                }
            }
        }
        found[key] = (node, values)
        return values
    }

    private func gather(_ attribute: UInt32, of element: UInt32, into values: inout [UInt32]) {
        guard tables.kind[Int(element)] == Node.Kind.element.rawValue else { return }
        let count = tables.attributeCount(element)
        guard count > 0 else { return }
        for index in (element + 1)...(element + count) where tables.name[Int(index)] == attribute {
            if let literal = automaton.literals.find(tables.value(index)), !values.contains(literal) { values.append(literal) }
        }
    }

    /// Whether a node is what a step asks for.
    private func fits(_ test: ContextPattern.Test, _ node: UInt32) -> Bool { NodeFit.fits(test, node, tree, tables) }
}

/// Node tests, checked one at a time.
enum NodeFit {
    /// Whether a node is what a step asks for; names are compared by their bytes.
    static func fits(_ test: ContextPattern.Test, _ node: UInt32, _ tree: FrozenTree, _ tables: TreeTables) -> Bool {
        let kind = tables.kind[Int(node)]
        let isElement = kind == Node.Kind.element.rawValue
        let isAttribute = kind == Node.Kind.attribute.rawValue
        let name = tables.name[Int(node)]
        switch test {
        case .anyElement: return isElement
        case .element(let local, let namespace): return isElement && tree.nameID(local, in: namespace) == name
        case .elementIn(let namespace): return isElement && isIn(namespace, name, tree)
        case .elementCalled(let local): return isElement && tree.localName(name).elementsEqual(local.utf8)
        case .anyAttribute: return isAttribute
        case .attribute(let local, let namespace): return isAttribute && tree.nameID(local, in: namespace) == name
        case .attributeIn(let namespace): return isAttribute && isIn(namespace, name, tree)
        case .attributeCalled(let local): return isAttribute && tree.localName(name).elementsEqual(local.utf8)
        case .text: return kind == Node.Kind.text.rawValue
        case .comment: return kind == Node.Kind.comment.rawValue
        case .processingInstruction(let target):
            return kind == Node.Kind.processingInstruction.rawValue && target.map { tree.localName(name).elementsEqual($0.utf8) } ?? true
        case .anyChild: return !isAttribute && kind != Node.Kind.document.rawValue
        }
    }

    private static func isIn(_ namespace: String, _ name: UInt32, _ tree: FrozenTree) -> Bool {
        guard let uri = tree.namespaceURI(name) else { return namespace.isEmpty }
        return uri.elementsEqual(namespace.utf8)
    }
}
