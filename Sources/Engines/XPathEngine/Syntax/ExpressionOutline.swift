// What an expression is made of, for programs that explain a result rather than evaluate.

/// A read-only view of an expression's syntax tree.
///
/// Every part carries its text, which can be compiled and evaluated on its own in the same static context, unless it uses a variable that the whole expression
/// binds. What has no use in explanations is `.other`.
public struct ExpressionOutline: Sendable {
    /// What kind of expression it is.
    public indirect enum Form: Sendable {
        /// A literal.
        case literal(AtomicValue)
        /// A variable of the host.
        case variable(VariableNumber)
        /// `.`.
        case contextItem
        /// Expressions with commas between.
        case sequence([ExpressionOutline])
        /// `and`.
        case and([ExpressionOutline])
        /// `or`.
        case or([ExpressionOutline])
        /// A general or a value comparison.
        case comparison(ComparisonOperator, ExpressionOutline, ExpressionOutline)
        /// `castable as`.
        case castable(ExpressionOutline, as: AtomicType)
        /// A path.
        case path(Path)
        /// A call of a function.
        case call(ExpandedName, [ExpressionOutline])
        /// `if … then … else`.
        case conditional(ExpressionOutline, then: ExpressionOutline, otherwise: ExpressionOutline)
        /// Anything else.
        case other
    }

    /// A path, step by step.
    public struct Path: Sendable {
        /// The expression that it starts from; nil for the context item and for the root.
        public let start: ExpressionOutline?
        /// Whether it starts at the root of the context item's tree.
        public let isAbsolute: Bool
        /// The steps; `//` is a step of its own where it was not drawn into the next one.
        public let steps: [Step]
    }

    /// A step of a path.
    public struct Step: Sendable {
        /// Where a step leads.
        public enum Direction: Sendable, Hashable {
            /// To children or, with `//`, to descendants.
            case down
            /// To attributes.
            case attribute
            /// Elsewhere.
            case elsewhere
        }

        /// Where it leads.
        public let direction: Direction
        /// The name that it asks for, when it asks for one; `localName` alone with `*:name`.
        public let name: ExpandedName?
        /// Its predicates.
        public let predicates: [ExpressionOutline]
        /// The text of the path up to this step, predicates left out; nil where it cannot be told from the text.
        public let bareText: String?
        /// The text of the path up to this step and its predicates; nil where it cannot be told from the text.
        public let text: String?
    }

    /// The text.
    public let text: String
    /// What it is.
    public let form: Form

    /// Outlines an expression.
    ///
    /// - Throws: the standard's static errors, as `XPathExpression.compile`.
    public init(of text: String, in context: StaticContext) throws(XPathError) {
        var parser = try Parser(text, in: context)
        self.init(try parser.parse(), in: Array(text.utf8))
    }

    private init(_ expression: Expression, in source: [UInt8]) {
        text = Self.slice(source, expression.offset, expression.offset + expression.length)
        func outline(_ expression: Expression) -> ExpressionOutline { ExpressionOutline(expression, in: source) }
        switch expression.form {
        case .literal(let value): form = .literal(value)
        case .variable(let number): form = .variable(number)
        case .contextItem: form = .contextItem
        case .sequence(let members): form = .sequence(members.map(outline))
        case .and(let operands): form = .and(operands.map(outline))
        case .or(let operands): form = .or(operands.map(outline))
        case .generalComparison(let sign, let left, let right), .valueComparison(let sign, let left, let right):
            form = .comparison(sign, outline(left), outline(right))
        case .castableAs(let operand, let type, _): form = .castable(outline(operand), as: type)
        case .path(let start, let steps): form = .path(Self.path(start, steps, expression, source))
        case .call(let entry, let arguments): form = .call(entry.name, arguments.map(outline))
        case .conditional(let condition, let then, let otherwise):
            form = .conditional(outline(condition), then: outline(then), otherwise: outline(otherwise))
        default: form = .other
        }
    }

    private static func path(_ start: Expression.PathStart, _ steps: [Expression.Step], _ whole: Expression, _ source: [UInt8]) -> Path {
        var origin: ExpressionOutline?
        var isAbsolute = false
        switch start {
        case .context: break
        case .root: isAbsolute = true
        case .expression(let expression): origin = ExpressionOutline(expression, in: source)
        }
        let ends = steps.indices.map { index in
            index + 1 < steps.count ? Self.offset(of: steps[index + 1]) : whole.offset + whole.length
        }
        let outlined = zip(steps, ends).enumerated().map { index, pair in
            Self.step(pair.0, from: whole.offset, to: pair.1, isLast: index == steps.count - 1, source)
        }
        return Path(start: origin, isAbsolute: isAbsolute, steps: outlined)
    }

    private static func offset(of step: Expression.Step) -> Int {
        switch step {
        case .axis(let axis): axis.offset
        case .expression(let expression): expression.offset
        }
    }

    private static func step(_ step: Expression.Step, from start: Int, to end: Int, isLast: Bool, _ source: [UInt8]) -> Step {
        // Before the next step stand the slashes.
        let text = end > start ? trimmed(source, start, end, of: isLast ? [] : [UInt8(ascii: "/")]) : nil
        guard case .axis(let axis) = step else { return Step(direction: .elsewhere, name: nil, predicates: [], bareText: text, text: text) }
        let direction: Step.Direction =
            switch axis.axis {
            case .child, .descendant: .down
            case .attribute: .attribute
            default: .elsewhere
            }
        let name: ExpandedName? =
            switch axis.test {
            case .name(let name): name
            case .localName(let local): ExpandedName(local)
            default: nil
            }
        let bare = axis.predicates.first.map { trimmed(source, start, $0.offset, of: [UInt8(ascii: "[")]) } ?? text
        return Step(
            direction: direction, name: name, predicates: axis.predicates.map { ExpressionOutline($0, in: source) }, bareText: bare, text: text)
    }

    private static func slice(_ source: [UInt8], _ start: Int, _ end: Int) -> String { String(decoding: source[start..<max(start, end)], as: UTF8.self) }

    /// A stretch without the signs and the white space at its end.
    private static func trimmed(_ source: [UInt8], _ start: Int, _ end: Int, of signs: [UInt8]) -> String {
        var end = end
        while end > start, source[end - 1] == 0x20 || (0x09...0x0D).contains(source[end - 1]) || signs.contains(source[end - 1]) { end -= 1 }
        return slice(source, start, end)
    }
}
