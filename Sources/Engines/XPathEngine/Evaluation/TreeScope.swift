// A tree as the compiled steps see it: plain pointers, no reference counting.

import XMLTree

/// What the inner loops need of a tree, in one place of memory that the dynamic context owns and frees.
struct TreeScope {
    let tables: TreeTables
    /// The tree's number for each name of the pool, as far as it was looked up.
    var names: UnsafeMutablePointer<UInt32>
    /// For each wildcard of the pool and each name of the tree, whether they fit, as far as it was looked up.
    var wildcards: UnsafeMutablePointer<UnsafeMutablePointer<Bool>?>
    /// What is kept for the tree under the numbers of the pool.
    var slots: UnsafeMutablePointer<AnyObject?>
    /// For how much of the pool there is room.
    var counts: NamePool.Counts
    /// The document, when it is one that never changes.
    var invariant: InvariantDocument?
    /// How many steps may still be taken.
    let steps: UnsafeMutablePointer<Int>
    /// Where collected nodes go.
    var output: UnsafeMutablePointer<[UInt32]>?
    /// How many nodes may still be counted.
    var tally = 0
    /// The place of the tree among all trees of the context.
    let order: Int
    let unmanagedTree: Unmanaged<FrozenTree>
    let unmanagedContext: Unmanaged<DynamicContext>
    let unmanagedPool: Unmanaged<NamePool>
    let unmanagedNames: Unmanaged<KnownNames>

    /// Stands for a name that no node of the tree has.
    static let noName = UInt32.max
    static let notLookedUp = UInt32.max - 1

    var tree: FrozenTree { unmanagedTree._withUnsafeGuaranteedRef { $0 } }

    /// Counts work, and ends what takes too long.
    @inline(__always)
    func spend(_ count: Int) throws {
        steps.pointee -= count
        if steps.pointee < 0 { try unmanagedContext._withUnsafeGuaranteedRef { try $0.extendSteps() } }
    }
}

typealias Scope = UnsafeMutablePointer<TreeScope>

extension UnsafeMutablePointer<TreeScope> {
    var context: DynamicContext { pointee.unmanagedContext._withUnsafeGuaranteedRef { $0 } }

    /// The scope of a tree for the same expression.
    @inline(__always)
    func scope(of tree: FrozenTree) -> Scope {
        pointee.unmanagedTree.toOpaque() == Unmanaged.passUnretained(tree).toOpaque() ? self : context.scopes.scope(of: tree, like: self)
    }

    @inline(__always)
    func node(_ index: UInt32) -> Node { pointee.tree.node(index) }

    @inline(__always)
    func spend(_ count: Int = 1) throws { try pointee.spend(count) }

    /// The tree's number for a name of the pool, `TreeScope.noName` when it has none.
    @inline(__always)
    func name(_ number: Int) -> UInt32 {
        let found = pointee.names[number]
        return found == TreeScope.notLookedUp ? lookUp(name: number) : found
    }

    /// Whether a wildcard of the pool fits a name of the tree.
    @inline(__always)
    func wildcard(_ number: Int, fits name: UInt32) -> Bool { (pointee.wildcards[number] ?? lookUp(wildcard: number))[Int(name)] }

    /// Runs a step program and gathers the nodes that it reaches, in its own order.
    func collect(_ index: UInt32, _ program: Test, into list: inout [UInt32]) throws {
        let outer = pointee.output
        defer { pointee.output = outer }
        try withUnsafeMutablePointer(to: &list) { place in
            pointee.output = place
            _ = try program(self, index)
        }
    }
}

/// The focus: the context item, its position and the size of the sequence that it stands in (XPath 2.0, section 2.1.2).
struct Focus {
    /// The scope of the item's tree; of any tree or none when the item is no node.
    let scope: Scope
    /// The node, when the item is one.
    let index: UInt32
    let isNode: Bool
    /// The item, when it is no node of a tree; nil where there is none.
    let held: XPathItem?
    let position: Int
    let size: Int

    init(_ scope: Scope, node index: UInt32, position: Int = 1, size: Int = 1) {
        self.scope = scope
        self.index = index
        self.position = position
        self.size = size
        isNode = true
        held = nil
    }

    init(_ scope: Scope, held: XPathItem?, position: Int = 1, size: Int = 1) {
        self.scope = scope
        self.held = held
        self.position = position
        self.size = size
        index = 0
        isNode = false
    }

    init(_ scope: Scope, item: XPathItem, position: Int, size: Int) {
        switch item {
        case .node(let node): self.init(scope.scope(of: node.tree), node: node.index, position: position, size: size)
        case .atomic, .namespace: self.init(scope, held: item, position: position, size: size)
        }
    }

    var context: DynamicContext { scope.context }

    /// The context item, nil when there is none.
    var item: XPathItem? { isNode ? .node(scope.node(index)) : held }
}

/// A question about a node; true also means that a walk may stop.
typealias Test = (Scope, UInt32) throws -> Bool
/// An expression, ready to be evaluated in a focus.
typealias Evaluate = (Focus) throws -> XPathSequence
/// An expression of which only the effective boolean value is asked for.
typealias Judge = (Focus) throws -> Bool

/// A test in a list or a table: in a box it is kept as it is, bare it would be wrapped in a thunk.
struct Question {
    let ask: Test
}

/// An expression in a list or a table, likewise.
struct Evaluation {
    let run: Evaluate
}

/// A truth value in a list or a table, likewise.
struct Judgement {
    let run: Judge
}
