// What an expression is evaluated with: the context item, variables, documents, the time.

import XMLTree

/// The dynamic context (XPath 2.0, section 2.1.2).
///
/// It is made for one task, such as judging one document, and used for many expressions one after another; it belongs to one thread. It keeps the trees that it
/// has met, in a stable order, the indexes over the documents of the resolver, and the values of the host's variables.
public final class DynamicContext {
    /// The context item; nil where there is none: `XPDY0002`.
    public var item: XPathItem? {
        get { state.pointee.item }
        set {
            state.pointee.item = newValue
            state.pointee.focus = nil
        }
    }
    /// The context position, from 1.
    public var position: Int {
        get { state.pointee.position }
        set { state.pointee.position = newValue }
    }
    /// The context size.
    public var size: Int {
        get { state.pointee.size }
        set { state.pointee.size = newValue }
    }
    /// Finds other documents; without it there are none.
    public var resolver: (any DocumentResolver)? { didSet { references.removeAll() } }
    /// The present moment, the same for the whole task; it must have a timezone.
    public var currentDateTime: DateTimeValue
    /// The implicit timezone, in minutes from UTC.
    public var implicitTimezone: Int
    /// How many steps one evaluation may take, a step being about one node visited or one item made; `XPDY0130` beyond.
    public var budget: Int
    /// Asked for the value of a variable that has none yet; the answer is kept until `forget` is called.
    public var variableSource: ((VariableNumber) throws(XPathError) -> XPathSequence?)?

    /// Asked now and then while an expression runs: true ends it, with `XPDY0130`.
    public var isOverdue: (() -> Bool)?

    /// What every expression reads and writes, in a place that needs no check for exclusive access.
    private struct State {
        var item: XPathItem?
        var position = 1
        var size = 1
        var values: [XPathSequence?] = []
        /// The variables that running expressions bind, one frame after another.
        var frames: [XPathSequence] = []
        var frameStart = 0
        var isRunning = false
        /// What is left of the budget beyond `steps`.
        var reserve = 0
        /// The scope and the number of the context node, once an expression has asked for them.
        var focus: (scope: Scope, index: UInt32)?
    }

    private let state = UnsafeMutablePointer<State>.allocate(capacity: 1)
    var expressions: [PatternKey: RegularExpression] = [:]
    let steps = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    /// How many steps are taken between two looks at the time.
    private static let slice = 20_000
    let scopes = ScopeTable()
    private var trees: [ObjectIdentifier: (tree: FrozenTree, order: Int)] = [:]
    private var invariants: [ObjectIdentifier: InvariantDocument] = [:]
    private var documents: [String: InvariantDocument] = [:]
    /// What references were found to mean; nil within for documents that are not there.
    private var references: [DocumentReference: InvariantDocument?] = [:]

    /// A context.
    public init(
        item: XPathItem? = nil, resolver: (any DocumentResolver)? = nil,
        currentDateTime: DateTimeValue = DateTimeValue(year: 1970, month: 1, day: 1, timezone: 0), implicitTimezone: Int = 0, budget: Int = 100_000_000
    ) {
        state.initialize(to: State(item: item))
        self.resolver = resolver
        self.currentDateTime = currentDateTime
        self.implicitTimezone = implicitTimezone
        self.budget = budget
        steps.initialize(to: budget)
    }

    deinit {
        steps.deallocate()
        state.deinitialize(count: 1)
        state.deallocate()
    }

    // MARK: Variables

    /// Gives a variable its value.
    public func set(_ value: XPathSequence, for number: VariableNumber) {
        while state.pointee.values.count <= number.index { state.pointee.values.append(nil) }
        state.pointee.values[number.index] = value
    }

    /// Takes the values of all variables back.
    public func forgetVariables() { state.pointee.values.removeAll(keepingCapacity: true) }

    /// Takes the value of one variable back.
    public func forget(_ number: VariableNumber) {
        if number.index < state.pointee.values.count { state.pointee.values[number.index] = nil }
    }

    func value(of number: VariableNumber) throws -> XPathSequence {
        if number.index < state.pointee.values.count, let value = state.pointee.values[number.index] { return value }
        if let value = try variableSource?(number) {
            set(value, for: number)
            return value
        }
        throw XPathError(.xpdy0002, "a variable has no value")
    }

    /// The variable that the running expression binds in a slot.
    func local(_ slot: Int) -> XPathSequence { state.pointee.frames[state.pointee.frameStart + slot] }

    func bind(_ slot: Int, to item: XPathItem) { state.pointee.frames[state.pointee.frameStart + slot] = XPathSequence(item) }

    // MARK: Documents

    /// The document with an absolute URI; asked for twice, the same one.
    ///
    /// - Throws: what the resolver throws.
    public func document(at uri: String) throws(XPathError) -> InvariantDocument? {
        if let known = documents[uri] { return known }
        guard let found = try resolver?.document(at: uri) else { return nil }
        documents[uri] = found
        register(found)
        return found
    }

    /// The document that a reference means to those who resolve it against a base; the answer is kept for the task, so that it costs little to ask again.
    ///
    /// - Throws: what `find` throws, which is asked once; errors are not kept.
    public func document(
        _ reference: String, from base: String, find: () throws(XPathError) -> InvariantDocument?
    ) throws(XPathError) -> InvariantDocument? {
        let key = DocumentReference(reference: reference, base: base)
        if let known = references[key] { return known }
        let found = try find()
        references[key] = .some(found)
        return found
    }

    /// Makes a document of the host known: its URI, and that it may be indexed.
    public func present(_ document: InvariantDocument) {
        register(document)
        if !document.uri.isEmpty { documents[document.uri] = document }
    }

    func register(_ document: InvariantDocument) {
        guard invariants.updateValue(document, forKey: ObjectIdentifier(document.tree)) == nil else { return }
        scopes.mark(document)
    }

    /// The document that a tree is, when it came from the resolver.
    func invariant(_ tree: FrozenTree) -> InvariantDocument? { invariants[ObjectIdentifier(tree)] }

    // MARK: Trees

    /// The place of a tree among those of this context: the order in which they were met.
    func order(of tree: FrozenTree) -> Int {
        let key = ObjectIdentifier(tree)
        if let known = trees[key] { return known.order }
        trees[key] = (tree, trees.count)
        return trees.count - 1
    }

    // MARK: Running

    /// The focus that the host has set, for an expression with names of a pool.
    @inline(__always)
    func hostFocus(_ pool: NamePool, _ counts: NamePool.Counts) -> Focus {
        if let focus = state.pointee.focus, focus.scope.pointee.unmanagedPool.toOpaque() == Unmanaged.passUnretained(pool).toOpaque(),
            focus.scope.pointee.counts.covers(counts)
        {
            return Focus(focus.scope, node: focus.index, position: state.pointee.position, size: state.pointee.size)
        }
        return newFocus(pool, counts)
    }

    private func newFocus(_ pool: NamePool, _ counts: NamePool.Counts) -> Focus {
        guard case .node(let node)? = state.pointee.item else {
            return Focus(scopes.scope(of: nil, pool, counts, in: self), held: state.pointee.item, position: state.pointee.position, size: state.pointee.size)
        }
        let scope = scopes.scope(of: node.tree, pool, counts, in: self)
        state.pointee.focus = (scope, node.index)
        return Focus(scope, node: node.index, position: state.pointee.position, size: state.pointee.size)
    }

    /// Adds to the steps when they are spent.
    ///
    /// - Throws: `XPDY0130` when the budget or the time is spent as well.
    @inline(never)
    func extendSteps() throws {
        let missing = -steps.pointee
        guard state.pointee.reserve >= missing else { throw XPathError(.xpdy0130, "the evaluation takes more steps than it was allowed") }
        if isOverdue?() == true { throw XPathError(.xpdy0130, "the evaluation takes longer than it was allowed") }
        let more = min(state.pointee.reserve, max(Self.slice, missing))
        state.pointee.reserve -= more
        steps.pointee += more
    }

    /// Runs an expression with a frame of its own; the outermost one gets the whole budget.
    func run<Result>(slots: Int, _ body: () throws -> Result) throws(XPathError) -> Result {
        let outerStart = state.pointee.frameStart
        let outermost = !state.pointee.isRunning
        if outermost {
            steps.pointee = isOverdue == nil ? budget : min(budget, Self.slice)
            state.pointee.reserve = budget - steps.pointee
        }
        state.pointee.isRunning = true
        if slots > 0 {
            state.pointee.frameStart = state.pointee.frames.count
            for _ in 0..<slots { state.pointee.frames.append(.empty) }
        }
        defer {
            if slots > 0 {
                state.pointee.frames.removeLast(state.pointee.frames.count - state.pointee.frameStart)
                state.pointee.frameStart = outerStart
            }
            if outermost { state.pointee.isRunning = false }
        }
        do {
            return try body()
        } catch let error as XPathError {
            throw error
        } catch {
            throw XPathError(.foer0000, "the host failed")
        }
    }
}

/// What a document is asked for by.
private struct DocumentReference: Hashable {
    let reference: String
    let base: String
}
