// Reads one document through the machine of contexts: one walk, every rule that fits every node.

import XMLTree

/// One walk over one tree.
///
/// For each open element it keeps the states that fit it, so that each node is only held to the steps that can still lead somewhere.
struct MachineRun {
    /// Answers whether the expression with a number is true at a node; told the edge as well, for positions.
    typealias Condition = (_ expression: Int, _ node: UInt32, _ edge: Int) -> Bool

    private let machine: ContextMachine
    private let tree: FrozenTree
    private let nodes: TreeTables
    /// The machine's number for each name of the tree, or -1.
    private let symbols: ContiguousArray<Int32>
    private let keys: ContiguousArray<TreeKey>

    /// States that fit an open element and have edges to its children, element by element.
    private var childStates: ContiguousArray<Int> = []
    /// States that fit an open element and have edges to descendants; each stands once.
    private var descendantStates: ContiguousArray<Int> = []
    private var open: ContiguousArray<Open> = []
    /// The states that fit the node that is looked at.
    private var reached: ContiguousArray<Int> = []
    private var fitting: [PatternAutomaton.Match] = []
    /// The values of keys at the node that is looked at, as far as some context asks for them.
    private var found: ContiguousArray<Found>

    /// A key in the numbers of the tree: 0 where the key does not ask, the highest number where the tree has no such name.
    private struct TreeKey {
        let child: UInt32
        let attribute: UInt32
        let looksAtChildren: Bool
        let looksAtAttribute: Bool
    }

    private struct Open {
        let end: UInt32
        let childStart: Int
        let descendantEnd: Int
    }

    private struct Found {
        var node: UInt32 = .max
        var literals: ContiguousArray<UInt32> = []
    }

    init(_ machine: ContextMachine, over tree: FrozenTree) {
        self.machine = machine
        self.tree = tree
        nodes = tree.withTables { $0 }
        var symbols = ContiguousArray<Int32>(repeating: -1, count: nodes.nameCount)
        for (number, name) in machine.names.enumerated() {
            if let id = tree.nameID(name.localName, in: name.namespace) { symbols[Int(id)] = Int32(number) }
        }
        self.symbols = symbols
        keys = ContiguousArray(
            machine.keys.map { key in
                TreeKey(
                    child: key.child.map { tree.nameID($0.localName, in: $0.namespace) ?? .max } ?? 0,
                    attribute: key.attribute.map { tree.nameID($0.localName, in: $0.namespace) ?? .max } ?? 0, looksAtChildren: key.child != nil,
                    looksAtAttribute: key.attribute != nil)
            })
        found = ContiguousArray(repeating: Found(), count: machine.keys.count)
    }

    /// Walks; gives every node that some rule fits, in document order, with all that fit it.
    mutating func run(condition: Condition, fits: (UInt32, [PatternAutomaton.Match]) -> Void) {
        let last = UInt32(nodes.count)
        fitting.append(contentsOf: machine.tables.matches[machine.tables.states[0].matches])
        if !fitting.isEmpty { fits(0, fitting) }
        reached.append(0)
        openElement(end: last)
        var node: UInt32 = 1
        while node < last {
            while let top = open.last, node >= top.end { close(top) }
            let isElement = nodes.kind[Int(node)] == Node.Kind.element.rawValue
            if isElement || machine.visitsOthers {
                fitting.removeAll(keepingCapacity: true)
                reached.removeAll(keepingCapacity: true)
                step(node, isElement: isElement, condition)
                if !fitting.isEmpty { fits(node, fitting) }
                if isElement {
                    openElement(end: nodes.end[Int(node)])
                    if !machine.visitsOthers { node += nodes.attributeCount(node) }
                }
            }
            node += 1
        }
        withExtendedLifetime(tree) {}
    }

    private mutating func openElement(end: UInt32) {
        let start = childStates.count
        for state in reached {
            if !machine.tables.states[state].children.isEmpty { childStates.append(state) }
            if !machine.tables.states[state].descendants.isEmpty, !descendantStates.contains(state) { descendantStates.append(state) }
        }
        open.append(Open(end: end, childStart: start, descendantEnd: descendantStates.count))
    }

    private mutating func close(_ top: Open) {
        childStates.removeLast(childStates.count - top.childStart)
        open.removeLast()
        descendantStates.removeLast(descendantStates.count - (open.last?.descendantEnd ?? 0))
    }

    /// Finds the states that fit a node, given those that fit its ancestors.
    private mutating func step(_ node: UInt32, isElement: Bool, _ condition: Condition) {
        guard let parent = open.last else { return }
        let symbol = isElement ? symbols[Int(nodes.name[Int(node)])] : -1
        for index in parent.childStart..<childStates.count {
            follow(machine.tables.states[childStates[index]].children, node, symbol, isElement, condition)
        }
        for index in 0..<parent.descendantEnd {
            follow(machine.tables.states[descendantStates[index]].descendants, node, symbol, isElement, condition)
        }
    }

    private mutating func follow(_ table: MachineTables.Table, _ node: UInt32, _ symbol: Int32, _ isElement: Bool, _ condition: Condition) {
        guard isElement else { return take(table.others, node, isNamed: false, condition) }
        if symbol >= 0, let group = machine.tables.group(symbol, in: table) { follow(group, node, isNamed: true, condition) }
        if !table.anyName.isEmpty { follow(table.anyName, node, isNamed: false, condition) }
    }

    private mutating func follow(_ group: MachineTables.Group, _ node: UInt32, isNamed: Bool, _ condition: Condition) {
        take(group.edges, node, isNamed: isNamed, condition)
        for entry in group.keyed {
            let keyed = machine.tables.keyed[entry]
            look(keyed.key, at: node)
            for index in 0..<found[keyed.key].literals.count {
                take(machine.tables.edges(for: found[keyed.key].literals[index], in: keyed), node, isNamed: isNamed, condition)
            }
        }
    }

    private mutating func take(_ list: Range<Int>, _ node: UInt32, isNamed: Bool, _ condition: Condition) {
        for place in list {
            let number = machine.tables.edgeLists[place]
            guard isNamed || NodeFit.fits(machine.steps[number].test, node, tree, nodes) else { continue }
            let edge = machine.tables.edges[number]
            guard passes(edge.checks, node, number, condition) else { continue }
            reached.append(edge.target)
            for match in machine.tables.states[edge.target].matches { fitting.append(machine.tables.matches[match]) }
        }
    }

    private mutating func passes(_ checks: Range<Int>, _ node: UInt32, _ edge: Int, _ condition: Condition) -> Bool {
        for place in checks {
            switch machine.tables.checks[place] {
            case .simple(let key, let literal?, let isNegated):
                look(key, at: node)
                if found[key].literals.contains(literal) == isNegated { return false }
            case .simple(let key, nil, let isNegated):
                if exists(keys[key], at: node) == isNegated { return false }
            case .condition(let expression):
                if !condition(expression, node, edge) { return false }
            }
        }
        return true
    }

    // MARK: Keys

    /// Gathers the values of a key at a node.
    private mutating func look(_ number: Int, at node: UInt32) {
        if found[number].node == node { return }
        found[number].node = node
        found[number].literals.removeAll(keepingCapacity: true)
        let key = keys[number]
        guard key.looksAtChildren else { return gather(key.attribute, of: node, into: number) }
        guard isElement(node), key.child != .max else { return }
        var child = nodes.firstChild(node)
        while child != 0 {
            if nodes.name[Int(child)] == key.child, isElement(child) { gather(key.attribute, of: child, into: number) }
            child = nodes.next[Int(child)]
        }
    }

    private mutating func gather(_ attribute: UInt32, of element: UInt32, into number: Int) {
        let place = self.attribute(attribute, of: element)
        guard place != 0, let literal = machine.literals.find(nodes.value(place)), !found[number].literals.contains(literal) else { return }
        found[number].literals.append(literal)
    }

    private func exists(_ key: TreeKey, at node: UInt32) -> Bool {
        guard key.looksAtChildren else { return attribute(key.attribute, of: node) != 0 }
        guard isElement(node), key.child != .max else { return false }
        var child = nodes.firstChild(node)
        while child != 0 {
            if nodes.name[Int(child)] == key.child, isElement(child), !key.looksAtAttribute || attribute(key.attribute, of: child) != 0 { return true }
            child = nodes.next[Int(child)]
        }
        return false
    }

    private func isElement(_ node: UInt32) -> Bool { nodes.kind[Int(node)] == Node.Kind.element.rawValue }

    /// The attribute of a name, 0 when there is none.
    private func attribute(_ name: UInt32, of element: UInt32) -> UInt32 {
        guard isElement(element) else { return 0 }
        let count = nodes.attributeCount(element)
        var place = element + 1
        while place <= element + count {
            if nodes.name[Int(place)] == name { return place }
            place += 1
        }
        return 0
    }
}
