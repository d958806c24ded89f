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
    private var pools: [ObjectIdentifier: NamePool] = [:]

    /// Stands where there is no node, so that there is always a scope.
    private static let blank: FrozenTree = {
        guard let tree = try? FrozenTree.parse(Array("<none/>".utf8)) else { preconditionFailure("a tree of one element is read") }
        return tree
    }()

    deinit {
        for scope in scopes.values {
            Self.unbind(scope)
            scope.deallocate()
        }
    }

    /// The scope of a tree (nil: of none) for an expression that uses so many names.
    func scope(of tree: FrozenTree?, _ pool: NamePool, names: Int, wildcards: Int, in context: DynamicContext) -> Scope {
        let found = tree ?? Self.blank
        if let last, last.pointee.unmanagedTree.toOpaque() == Unmanaged.passUnretained(found).toOpaque(),
            last.pointee.unmanagedPool.toOpaque() == Unmanaged.passUnretained(pool).toOpaque(), last.pointee.nameCount >= names,
            last.pointee.wildcardCount >= wildcards
        {
            return last
        }
        let key = Key(tree: ObjectIdentifier(found), pool: ObjectIdentifier(pool))
        let scope = scopes[key] ?? make(key, found, pool, order: tree.map { context.order(of: $0) } ?? -1, context)
        if scope.pointee.nameCount < names || scope.pointee.wildcardCount < wildcards { Self.bind(scope, pool) }
        last = scope
        return scope
    }

    /// The scope of another tree for the same expression.
    func scope(of tree: FrozenTree, like other: Scope) -> Scope {
        other.pointee.unmanagedPool._withUnsafeGuaranteedRef { pool in
            scope(of: tree, pool, names: other.pointee.nameCount, wildcards: other.pointee.wildcardCount, in: other.context)
        }
    }

    private func make(_ key: Key, _ tree: FrozenTree, _ pool: NamePool, order: Int, _ context: DynamicContext) -> Scope {
        pools[key.pool] = pool
        let scope = Scope.allocate(capacity: 1)
        scope.initialize(
            to: TreeScope(
                tables: tree.withTables { $0 }, names: .allocate(capacity: 1), wildcards: .allocate(capacity: 1), nameCount: 0, wildcardCount: 0,
                steps: context.steps, output: nil, order: order, unmanagedTree: .passUnretained(tree), unmanagedContext: .passUnretained(context),
                unmanagedPool: .passUnretained(pool)))
        scopes[key] = scope
        return scope
    }

    private static func unbind(_ scope: Scope) {
        for wildcard in 0..<scope.pointee.wildcardCount { scope.pointee.wildcards[wildcard].deallocate() }
        scope.pointee.names.deallocate()
        scope.pointee.wildcards.deallocate()
    }

    /// Looks all names of the pool up in the tree.
    private static func bind(_ scope: Scope, _ pool: NamePool) {
        let contents = pool.snapshot
        let tree = scope.pointee.tree
        unbind(scope)
        scope.pointee.nameCount = contents.names.count
        scope.pointee.names = .allocate(capacity: max(contents.names.count, 1))
        for (number, name) in contents.names.enumerated() {
            scope.pointee.names[number] = tree.nameID(name.localName, in: name.namespaceURI) ?? .max
        }
        scope.pointee.wildcardCount = contents.wildcards.count
        scope.pointee.wildcards = .allocate(capacity: max(contents.wildcards.count, 1))
        for (number, wildcard) in contents.wildcards.enumerated() {
            let fits = UnsafeMutablePointer<Bool>.allocate(capacity: max(scope.pointee.tables.nameCount, 1))
            for name in 0..<scope.pointee.tables.nameCount { fits[name] = name != 0 && Self.fits(UInt32(name), wildcard, tree) }
            scope.pointee.wildcards[number] = fits
        }
    }

    private static func fits(_ name: UInt32, _ wildcard: NamePool.Wildcard, _ tree: FrozenTree) -> Bool {
        switch wildcard {
        case .localName(let local): tree.localName(name).elementsEqual(local.utf8)
        case .namespace(let uri): (tree.namespaceURI(name).map { $0.elementsEqual(uri.utf8) }) ?? uri.isEmpty
        }
    }
}
