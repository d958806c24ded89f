// The states and edges of the machine of contexts, laid out flat.

/// Tables of plain numbers: nothing in them is counted or copied while a document is read.
struct MachineTables: Sendable {
    /// The edges that lead away under one name.
    struct Group {
        var edges: Range<Int> = 0..<0
        var keyed: Range<Int> = 0..<0
        var isEmpty: Bool { edges.isEmpty && keyed.isEmpty }
    }

    /// The edges from one state to children, or to descendants.
    struct Table {
        /// Names in ascending order, each with its group.
        var named: Range<Int> = 0..<0
        var anyName = Group()
        var others: Range<Int> = 0..<0
        var isEmpty: Bool { named.isEmpty && anyName.isEmpty && others.isEmpty }
    }

    struct State {
        var children = Table()
        var descendants = Table()
        var matches: Range<Int> = 0..<0
    }

    /// Edges that are found by the value of a key: values in ascending order, each with its edges.
    struct Keyed {
        var key: Int
        var values: Range<Int>
    }

    struct Edge {
        var checks: Range<Int>
        var target: Int
    }

    private(set) var states: ContiguousArray<State> = []
    private(set) var edges: ContiguousArray<Edge> = []
    private(set) var checks: ContiguousArray<PatternAutomaton.Check> = []
    private(set) var matches: ContiguousArray<PatternAutomaton.Match> = []
    /// Edges by number, group by group.
    private(set) var edgeLists: ContiguousArray<Int> = []
    private(set) var symbols: ContiguousArray<Int32> = []
    private(set) var symbolGroups: ContiguousArray<Group> = []
    private(set) var keyed: ContiguousArray<Keyed> = []
    private(set) var values: ContiguousArray<UInt32> = []
    private(set) var valueEdges: ContiguousArray<Range<Int>> = []

    init(_ automaton: PatternAutomaton) {
        for edge in automaton.edges {
            let start = checks.count
            checks += edge.checks
            edges.append(Edge(checks: start..<checks.count, target: edge.target))
        }
        for state in automaton.states {
            let start = matches.count
            matches += state.matches
            let children = table(state.children)
            states.append(State(children: children, descendants: table(state.descendants), matches: start..<matches.count))
        }
    }

    private mutating func table(_ table: PatternAutomaton.EdgeTable) -> Table {
        let groups = table.named.sorted { $0.key < $1.key }.map { (symbol: $0.key, group: group($0.value)) }
        let start = symbols.count
        symbols += groups.map(\.symbol)
        symbolGroups += groups.map(\.group)
        return Table(named: start..<symbols.count, anyName: group(table.anyName), others: list(table.others))
    }

    private mutating func group(_ group: PatternAutomaton.EdgeGroup) -> Group {
        let edges = list(group.edges)
        let start = keyed.count
        // The places of one group must follow one another, so values are laid out first.
        let own = group.keyed.map { entry in
            let lists = entry.edges.sorted { $0.key < $1.key }.map { (value: $0.key, edges: list($0.value)) }
            let first = values.count
            values += lists.map(\.value)
            valueEdges += lists.map(\.edges)
            return Keyed(key: entry.key, values: first..<values.count)
        }
        keyed += own
        return Group(edges: edges, keyed: start..<keyed.count)
    }

    private mutating func list(_ edges: [Int]) -> Range<Int> {
        let start = edgeLists.count
        edgeLists += edges
        return start..<edgeLists.count
    }

    /// The group of a name in a table.
    func group(_ symbol: Int32, in table: Table) -> Group? {
        var low = table.named.lowerBound
        var high = table.named.upperBound
        while low < high {
            let middle = (low + high) / 2
            if symbols[middle] < symbol { low = middle + 1 } else { high = middle }
        }
        return low < table.named.upperBound && symbols[low] == symbol ? symbolGroups[low] : nil
    }

    /// The edges for a value of a key.
    func edges(for value: UInt32, in entry: Keyed) -> Range<Int> {
        var low = entry.values.lowerBound
        var high = entry.values.upperBound
        while low < high {
            let middle = (low + high) / 2
            if values[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low < entry.values.upperBound && values[low] == value ? valueEdges[low] : 0..<0
    }
}
