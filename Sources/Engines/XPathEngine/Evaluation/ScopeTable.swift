// The scopes that a dynamic context has made: one for each tree and each pool of names.

import XMLTree

/// Makes scopes, keeps what they point to alive, and frees them in the end.
final class ScopeTable {
    private struct Key: Hashable {
        let tree: ObjectIdentifier
        let pool: ObjectIdentifier
    }

    private var scopes: [Key: Scope] = [:]
    private var last: Scope?
    private var pools: [ObjectIdentifier: KnownNames] = [:]

    /// Stands where there is no node, so that there is always a scope.
    private static let blank: FrozenTree = {
        guard let tree = try? FrozenTree.parse(Array("<none/>".utf8)) else { preconditionFailure("a tree of one element is read") }
        return tree
    }()

    deinit {
        for scope in scopes.values {
            let counts = scope.pointee.counts
            for wildcard in 0..<counts.wildcards { scope.pointee.wildcards[wildcard]?.deallocate() }
            scope.pointee.slots.deinitialize(count: counts.slots)
            scope.pointee.names.deallocate()
            scope.pointee.wildcards.deallocate()
            scope.pointee.slots.deallocate()
            scope.deinitialize(count: 1)
            scope.deallocate()
        }
    }

    /// The scope of a tree (nil: of none) for an expression that uses so many names.
    func scope(of tree: FrozenTree?, _ pool: NamePool, _ counts: NamePool.Counts, in context: DynamicContext) -> Scope {
        let found = tree ?? Self.blank
        if let last, last.pointee.unmanagedTree.toOpaque() == Unmanaged.passUnretained(found).toOpaque(),
            last.pointee.unmanagedPool.toOpaque() == Unmanaged.passUnretained(pool).toOpaque(), last.pointee.counts.covers(counts)
        {
            return last
        }
        let key = Key(tree: ObjectIdentifier(found), pool: ObjectIdentifier(pool))
        let scope = scopes[key] ?? make(key, found, pool, order: tree.map { context.order(of: $0) } ?? -1, context)
        if !scope.pointee.counts.covers(counts) { Self.widen(scope, pool) }
        last = scope
        return scope
    }

    /// The scope of another tree for the same expression.
    func scope(of tree: FrozenTree, like other: Scope) -> Scope {
        other.pointee.unmanagedPool._withUnsafeGuaranteedRef { pool in
            scope(of: tree, pool, other.pointee.counts, in: other.context)
        }
    }

    private func make(_ key: Key, _ tree: FrozenTree, _ pool: NamePool, order: Int, _ context: DynamicContext) -> Scope {
        let known = pools[key.pool] ?? KnownNames(pool)
        pools[key.pool] = known
        let scope = Scope.allocate(capacity: 1)
        scope.initialize(
            to: TreeScope(
                tables: tree.withTables { $0 }, names: .allocate(capacity: 1), wildcards: .allocate(capacity: 1), slots: .allocate(capacity: 1),
                counts: NamePool.Counts(), invariant: context.invariant(tree), steps: context.steps, output: nil, order: order,
                unmanagedTree: .passUnretained(tree), unmanagedContext: .passUnretained(context),
                unmanagedPool: .passUnretained(pool), unmanagedNames: .passUnretained(known)))
        scopes[key] = scope
        return scope
    }

    /// A tree turned out to be one that never changes.
    func mark(_ document: InvariantDocument) {
        for scope in scopes.values where scope.pointee.tree === document.tree { scope.pointee.invariant = document }
    }

    /// Makes room for all that the pool has by now; each is looked up in the tree when a step first asks for it.
    private static func widen(_ scope: Scope, _ pool: NamePool) {
        let counts = pool.counts
        let old = scope.pointee.counts
        widen(&scope.pointee.names, from: old.names, to: counts.names, with: TreeScope.notLookedUp)
        widen(&scope.pointee.wildcards, from: old.wildcards, to: counts.wildcards, with: nil)
        widen(&scope.pointee.slots, from: old.slots, to: counts.slots, with: nil)
        scope.pointee.counts = counts
    }

    private static func widen<Element>(_ place: inout UnsafeMutablePointer<Element>, from old: Int, to new: Int, with blank: Element) {
        let wider = UnsafeMutablePointer<Element>.allocate(capacity: max(new, 1))
        wider.moveInitialize(from: place, count: old)
        (wider + old).initialize(repeating: blank, count: new - old)
        place.deallocate()
        place = wider
    }
}

/// The names of a pool as one context has seen them last, so that it need not share the pool's lock for each.
final class KnownNames {
    private let pool: NamePool
    private var contents: NamePool.Contents

    init(_ pool: NamePool) {
        self.pool = pool
        contents = pool.snapshot
    }

    func name(_ number: Int) -> ExpandedName {
        if number >= contents.names.count { contents = pool.snapshot }
        return contents.names[number]
    }

    func wildcard(_ number: Int) -> NamePool.Wildcard {
        if number >= contents.wildcards.count { contents = pool.snapshot }
        return contents.wildcards[number]
    }
}

extension UnsafeMutablePointer<TreeScope> {
    @inline(never)
    func lookUp(name number: Int) -> UInt32 {
        let name = pointee.unmanagedNames._withUnsafeGuaranteedRef { $0.name(number) }
        let found = pointee.tree.nameID(name.localName, in: name.namespaceURI) ?? TreeScope.noName
        pointee.names[number] = found
        return found
    }

    @inline(never)
    func lookUp(wildcard number: Int) -> UnsafeMutablePointer<Bool> {
        let wildcard = pointee.unmanagedNames._withUnsafeGuaranteedRef { $0.wildcard(number) }
        let count = pointee.tables.nameCount
        let found = UnsafeMutablePointer<Bool>.allocate(capacity: max(count, 1))
        for name in 0..<count { found[name] = name != 0 && fits(UInt32(name), wildcard) }
        pointee.wildcards[number] = found
        return found
    }

    private func fits(_ name: UInt32, _ wildcard: NamePool.Wildcard) -> Bool {
        let tree = pointee.tree
        return switch wildcard {
        case .localName(let local): tree.localName(name).elementsEqual(local.utf8)
        case .namespace(let uri): (tree.namespaceURI(name).map { $0.elementsEqual(uri.utf8) }) ?? uri.isEmpty
        }
    }
}
