// The tree of an expression, every node of it with its place.

/// One node of the syntax tree; names are already resolved, variables and functions found.
final class Expression {
    /// The first byte of the expression in its text.
    let offset: Int
    /// How many bytes it has.
    let length: Int
    let form: Form
    /// What is known of its value before it is evaluated.
    let type: StaticType
    /// Whether `position()` or `last()` of the present focus is asked for.
    let usesPosition: Bool
    /// How many expressions stand inside one another, this one counted.
    let height: Int

    init(_ form: Form, offset: Int, length: Int) {
        self.form = form
        self.offset = offset
        self.length = length
        type = StaticType(of: form)
        usesPosition = Self.usesPosition(form)
        height = 1 + (Self.parts(of: form).lazy.map(\.height).max() ?? 0)
    }

    enum Form {
        case literal(AtomicValue)
        /// A variable of the host, by its number.
        case variable(VariableNumber)
        /// A variable bound by `for`, `some` or `every`, by its place in the frame.
        case local(Int)
        case contextItem
        /// Expressions with commas between; none for `()`.
        case sequence([Expression])
        case range(Expression, Expression)
        case or([Expression])
        case and([Expression])
        case generalComparison(ComparisonOperator, Expression, Expression)
        case valueComparison(ComparisonOperator, Expression, Expression)
        case nodeComparison(NodeComparison, Expression, Expression)
        /// A first operand, and all that is added to it or multiplied with it in turn.
        case arithmetic(Expression, [(operation: ArithmeticOperator, operand: Expression)])
        case sign(negative: Bool, Expression)
        case union([Expression])
        case intersect(Expression, Expression)
        case except(Expression, Expression)
        case instanceOf(Expression, SequenceType)
        case treatAs(Expression, SequenceType)
        case castableAs(Expression, AtomicType, allowsEmpty: Bool)
        case castAs(Expression, AtomicType, allowsEmpty: Bool)
        case path(PathStart, [Step])
        case filter(Expression, [Expression])
        case call(FunctionEntry, [Expression])
        case conditional(Expression, then: Expression, otherwise: Expression)
        case each(slot: Int, in: Expression, result: Expression)
        case quantified(isEvery: Bool, slot: Int, in: Expression, satisfies: Expression)
    }

    enum NodeComparison { case isSame, precedes, follows }

    enum PathStart {
        /// The context item itself.
        case context
        /// `/`: the root of the tree of the context item.
        case root
        case expression(Expression)

        /// Whether the path starts at the root; nil when it starts at neither the root nor the context item.
        var isRoot: Bool? {
            switch self {
            case .context: false
            case .root: true
            case .expression: nil
            }
        }
    }

    enum Step {
        case axis(AxisStep)
        case expression(Expression)
    }

    struct AxisStep {
        var axis: Axis
        var test: NodeTest
        var predicates: [Expression]
        let offset: Int
    }
}

/// The thirteen ways from a node (XPath 2.0, section 3.2.1.1).
enum Axis: String {
    case child, descendant, attribute, parent, ancestor, following, preceding, namespace
    case `self` = "self"
    case descendantOrSelf = "descendant-or-self"
    case followingSibling = "following-sibling"
    case ancestorOrSelf = "ancestor-or-self"
    case precedingSibling = "preceding-sibling"

    var isReverse: Bool {
        switch self {
        case .parent, .ancestor, .ancestorOrSelf, .preceding, .precedingSibling: true
        default: false
        }
    }
}

/// What a step lets through.
enum NodeTest: Hashable {
    /// A name of the axis's principal kind.
    case name(ExpandedName)
    /// `*`.
    case anyName
    /// `prefix:*`.
    case namespace(String)
    /// `*:local`.
    case localName(String)
    case kind(KindTest)
}
