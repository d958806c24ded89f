// An expression, compiled once, evaluated as often as one likes.

import XMLTree

/// A compiled expression; immutable, so threads may share it.
public final class XPathExpression: @unchecked Sendable {
    /// The text that was compiled.
    public let text: String
    /// How many variables the expression itself binds at once.
    private let slots: Int
    private let pool: NamePool
    private let counts: NamePool.Counts
    // The closures capture only what never changes.
    private let evaluation: Evaluate
    private let judgement: Judge

    /// Parses and compiles an expression.
    ///
    /// - Throws: the standard's static errors, with the place in the text: `XPST0003`, `XPST0008`, `XPST0017`, `XPST0051`, `XPST0080`, `XPST0081`;
    ///   `XPDY0130` for one that is nested too deep.
    public static func compile(_ text: String, in context: StaticContext) throws(XPathError) -> XPathExpression {
        var parser = try Parser(text, in: context)
        let root = try parser.parse()
        return XPathExpression(text, root, slots: parser.slots, in: context)
    }

    private init(_ text: String, _ root: Expression, slots: Int, in context: StaticContext) {
        let compiler = Compiler(context)
        self.text = text
        self.slots = slots
        pool = context.pool
        evaluation = compiler.sequence(root)
        judgement = compiler.judge(root)
        counts = context.pool.counts
    }

    /// An expression that raises an error whenever it is evaluated: what a static error becomes for hosts that compile late.
    public init(_ text: String, raising error: XPathError) {
        self.text = text
        slots = 0
        pool = NamePool()
        counts = NamePool.Counts()
        evaluation = { _ in throw error }
        judgement = { _ in throw error }
    }

    /// The value.
    ///
    /// - Throws: the standard's dynamic errors; `XPDY0130` when the budget is spent.
    public func evaluate(with context: DynamicContext) throws(XPathError) -> XPathSequence {
        try context.run(slots: slots) { try evaluation(context.hostFocus(pool, counts)) }
    }

    /// The effective boolean value; stops as soon as it is decided.
    ///
    /// - Throws: as `evaluate`, and `FORG0006` when there is none.
    public func effectiveBooleanValue(with context: DynamicContext) throws(XPathError) -> Bool {
        try context.run(slots: slots) { try judgement(context.hostFocus(pool, counts)) }
    }

    /// The string values of all items, one space between two, as `xsl:value-of` writes them.
    ///
    /// - Throws: as `evaluate`.
    public func string(with context: DynamicContext) throws(XPathError) -> String {
        let value = try evaluate(with: context)
        if let item = value.single { return item.stringValue }
        return value.strings.joined(separator: " ")
    }
}
