// All contexts of all rules as one machine that reads a document from the root down.

/// The contexts of many rules, merged: steps that begin alike are taken once, and steps that differ in a compared text only are looked up.
///
/// Every state stands for "the steps so far fit this node". From a state, edges lead to the states of its children or descendants.
struct PatternAutomaton: Sendable {
    /// A name that some step asks for.
    struct Name: Hashable {
        let localName: String
        let namespace: String
    }

    /// What simple conditions look at: an attribute of the node, its children of a name, or an attribute of those.
    struct Key: Hashable {
        let child: Name?
        let attribute: Name?
    }

    /// A condition on a node.
    enum Check: Hashable {
        /// What a key looks at is there, with the value of that number when there is one; or it is not.
        case simple(key: Int, literal: UInt32?, isNegated: Bool)
        /// An expression, by its number.
        case condition(Int)
    }

    /// A step with everything found that it names.
    struct Step: Hashable {
        let isDescendant: Bool
        let test: ContextPattern.Test
        let checks: [Check]
    }

    /// What fits when a state is reached: a rule of a pattern.
    struct Match {
        /// The pattern's place among all active patterns.
        let slot: Int
        /// The rule's place among the rules of the pattern that are not abstract.
        let rule: Int
    }

    struct Edge {
        let test: ContextPattern.Test
        /// The conditions in their order; for edges found by a value, those that are left.
        let checks: [Check]
        /// All conditions of the step.
        let allChecks: [Check]
        let target: Int
    }

    /// Edges that lead away under the same name.
    struct EdgeGroup {
        var edges: [Int] = []
        var keyed: [(key: Int, edges: [UInt32: [Int]])] = []
        var isEmpty: Bool { edges.isEmpty && keyed.isEmpty }

        mutating func add(_ edge: Int, key: Int, literal: UInt32) {
            if let index = keyed.firstIndex(where: { $0.key == key }) {
                keyed[index].edges[literal, default: []].append(edge)
            } else {
                keyed.append((key, [literal: [edge]]))
            }
        }
    }

    /// Edges by the name of the element they lead to; those for any name, and those for other nodes, apart.
    struct EdgeTable {
        var named: [Int32: EdgeGroup] = [:]
        var anyName = EdgeGroup()
        var others: [Int] = []
        var isEmpty: Bool { named.isEmpty && anyName.isEmpty && others.isEmpty }
    }

    struct State {
        var children = EdgeTable()
        var descendants = EdgeTable()
        var matches: [Match] = []
    }

    private(set) var states = [State()]
    private(set) var edges: [Edge] = []
    private(set) var names: [Name] = []
    private(set) var keys: [Key] = []
    private(set) var literals = LiteralTable()
    /// Whether some context asks for attributes, texts, comments or processing instructions.
    private(set) var visitsOthers = false
    private var numbers: [Name: Int32] = [:]
    private var targets: [StepFrom: Int] = [:]

    private struct StepFrom: Hashable {
        let state: Int
        let step: Step
    }

    /// Adds one alternative of a rule's context.
    mutating func add(_ steps: [Step], for match: Match) {
        var state = 0
        for step in steps { state = target(of: step, from: state) }
        states[state].matches.append(match)
    }

    /// The number of a key, given to it when it is new.
    mutating func number(of key: Key) -> Int {
        if let known = keys.firstIndex(of: key) { return known }
        keys.append(key)
        return keys.count - 1
    }

    mutating func number(ofLiteral text: String) -> UInt32 { literals.number(of: text) }

    private mutating func number(of name: Name) -> Int32 {
        if let known = numbers[name] { return known }
        let number = Int32(names.count)
        names.append(name)
        numbers[name] = number
        return number
    }

    private mutating func target(of step: Step, from state: Int) -> Int {
        if let known = targets[StepFrom(state: state, step: step)] { return known }
        states.append(State())
        let target = states.count - 1
        targets[StepFrom(state: state, step: step)] = target
        var table = step.isDescendant ? states[state].descendants : states[state].children
        connect(step, to: target, in: &table)
        if step.isDescendant { states[state].descendants = table } else { states[state].children = table }
        return target
    }

    private mutating func connect(_ step: Step, to target: Int, in table: inout EdgeTable) {
        var checks = step.checks
        var key: (key: Int, literal: UInt32)?
        // Only the first condition may be looked up ahead of its turn: positions are counted among the nodes that passed the conditions before.
        if case .simple(let number, let literal?, isNegated: false) = checks.first, step.test.isForElements {
            key = (number, literal)
            checks.removeFirst()
        }
        let edge = edges.count
        edges.append(Edge(test: step.test, checks: checks, allChecks: step.checks, target: target))
        if step.test.isForOthers {
            visitsOthers = true
            // Looked at one by one, so nothing is looked up.
            edges[edge] = Edge(test: step.test, checks: step.checks, allChecks: step.checks, target: target)
            table.others.append(edge)
        }
        guard step.test.isForElements else { return }
        if case .element(let local, let namespace) = step.test {
            let number = number(of: Name(localName: local, namespace: namespace))
            var group = table.named.removeValue(forKey: number) ?? EdgeGroup()
            if let key { group.add(edge, key: key.key, literal: key.literal) } else { group.edges.append(edge) }
            table.named[number] = group
        } else if let key, !step.test.isForOthers {
            table.anyName.add(edge, key: key.key, literal: key.literal)
        } else {
            table.anyName.edges.append(edge)
        }
    }
}
