// The machine of contexts in the form in which it runs.

import XMLTree

/// A finished automaton; immutable, shared by threads.
final class ContextMachine: Sendable {
    let tables: MachineTables
    /// The whole step of each edge.
    let steps: [(test: ContextPattern.Test, checks: [PatternAutomaton.Check])]
    let names: [PatternAutomaton.Name]
    let keys: [PatternAutomaton.Key]
    let literals: LiteralTable
    let visitsOthers: Bool

    /// Lays an automaton out.
    init(_ automaton: PatternAutomaton) {
        tables = MachineTables(automaton)
        steps = automaton.edges.map { ($0.test, $0.allChecks) }
        names = automaton.names
        keys = automaton.keys
        literals = automaton.literals
        visitsOthers = automaton.visitsOthers
    }

    /// Some rule that the steps after an edge lead to.
    func match(behind edge: Int) -> PatternAutomaton.Match? {
        var states = [tables.edges[edge].target]
        while let state = states.popLast() {
            if let match = tables.matches[tables.states[state].matches].first { return match }
            for table in [tables.states[state].children, tables.states[state].descendants] {
                var groups = Array(tables.symbolGroups[table.named])
                groups.append(table.anyName)
                var edges = Array(tables.edgeLists[table.others])
                for group in groups {
                    edges += tables.edgeLists[group.edges]
                    for entry in tables.keyed[group.keyed] {
                        for list in tables.valueEdges[entry.values] { edges += tables.edgeLists[list] }
                    }
                }
                states += edges.map { tables.edges[$0].target }
            }
        }
        return nil
    }

    /// Whether what a key looks at is there, looked up the slow way.
    func holds(key: Int, literal: UInt32?, at node: Node) -> Bool {
        let key = keys[key]
        let elements = key.child.map { node.children($0.localName, in: $0.namespace) } ?? [node]
        guard let name = key.attribute else { return !elements.isEmpty }
        return elements.contains { element in
            guard element.kind == .element, let attribute = element.attribute(name.localName, in: name.namespace) else { return false }
            return literal == nil || attribute.withValueBytes { literals.find($0) == literal }
        }
    }
}
