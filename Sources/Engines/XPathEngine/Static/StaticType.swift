// What is known of an expression's value before it is evaluated.

/// A rough type: enough to choose the short way, never to refuse an expression.
struct StaticType {
    enum Items { case unknown, nodes, boolean, numeric, text, otherAtomic }

    var items: Items
    /// Never more than one item.
    var isSingle: Bool

    /// Whether a predicate with this value may be a position.
    var mayBeNumeric: Bool { items == .numeric || items == .unknown }

    init(_ items: Items, isSingle: Bool) {
        self.items = items
        self.isSingle = isSingle
    }

    init(of form: Expression.Form) {
        switch form {
        case .literal(let value): self.init(Self.items(value.type), isSingle: true)
        case .or, .and, .generalComparison, .instanceOf, .castableAs, .quantified: self.init(.boolean, isSingle: true)
        case .valueComparison, .nodeComparison: self.init(.boolean, isSingle: true)
        case .contextItem: self.init(.unknown, isSingle: true)
        case .variable, .local: self.init(.unknown, isSingle: false)
        case .sequence(let members):
            let first = members.first?.type.items ?? .nodes
            self.init(members.allSatisfy { $0.type.items == first } ? first : .unknown, isSingle: members.isEmpty)
        case .range: self.init(.numeric, isSingle: false)
        case .arithmetic, .sign: self.init(.unknown, isSingle: true)
        case .union, .intersect, .except: self.init(.nodes, isSingle: false)
        case .treatAs(_, let type): self.init(type)
        case .castAs(_, let type, _): self.init(Self.items(type), isSingle: true)
        case .path(_, let steps):
            if case .expression(let last)? = steps.last { self.init(last.type.items, isSingle: false) } else { self.init(.nodes, isSingle: false) }
        case .filter(let primary, _): self = primary.type
        case .call(let entry, _): self.init(entry.returns)
        case .conditional(_, let then, let otherwise):
            let items = then.type.items == otherwise.type.items ? then.type.items : .unknown
            self.init(items, isSingle: then.type.isSingle && otherwise.type.isSingle)
        case .each(_, _, let result): self.init(result.type.items, isSingle: false)
        }
    }

    init(_ type: SequenceType) {
        switch type {
        case .empty: self.init(.nodes, isSingle: true)
        case .items(let item, let occurrence):
            let isSingle = occurrence == .one || occurrence == .optional
            switch item {
            case .item: self.init(.unknown, isSingle: isSingle)
            case .node: self.init(.nodes, isSingle: isSingle)
            case .atomic(let atomic): self.init(Self.items(atomic), isSingle: isSingle)
            }
        }
    }

    private static func items(_ type: AtomicType) -> Items {
        if type.isNumeric { return .numeric }
        switch type.primitive {
        case .anyAtomicType: return .unknown
        case .boolean: return .boolean
        case .string, .untypedAtomic, .anyURI: return .text
        default: return .otherAtomic
        }
    }
}

extension Expression {
    /// Whether the value depends on the position or the size of the focus that it is evaluated in.
    static func usesPosition(_ form: Form) -> Bool {
        switch form {
        case .call(let entry, let arguments): entry.special == .position || entry.special == .last || arguments.contains(where: \.usesPosition)
        case .path(.expression(let start), _): start.usesPosition
        case .filter(let primary, _): primary.usesPosition
        default: children(form).contains(where: \.usesPosition)
        }
    }

    /// Whether the variable in a place of the frame is read anywhere in this.
    func mentions(_ slot: Int) -> Bool {
        if case .local(slot) = form { return true }
        return parts.contains { $0.mentions(slot) }
    }

    /// All expressions that this one is made of, in whatever focus they are evaluated.
    var parts: [Expression] { Self.parts(of: form) }

    static func parts(of form: Form) -> [Expression] {
        let inner: [Expression]
        switch form {
        case .path(_, let steps):
            inner = steps.flatMap { step in
                switch step {
                case .axis(let axis): axis.predicates
                case .expression(let expression): [expression]
                }
            }
        case .filter(_, let predicates): inner = predicates
        default: inner = []
        }
        return children(form) + inner
    }

    /// The expressions that are evaluated in the same focus.
    static func children(_ form: Form) -> [Expression] {
        switch form {
        case .literal, .variable, .local, .contextItem: []
        case .sequence(let all), .or(let all), .and(let all), .union(let all): all
        case .range(let one, let other), .generalComparison(_, let one, let other), .valueComparison(_, let one, let other),
            .nodeComparison(_, let one, let other), .intersect(let one, let other), .except(let one, let other):
            [one, other]
        case .arithmetic(let first, let others): [first] + others.map(\.operand)
        case .sign(_, let operand), .instanceOf(let operand, _), .treatAs(let operand, _), .castableAs(let operand, _, _), .castAs(let operand, _, _):
            [operand]
        case .path(let start, _):
            if case .expression(let expression) = start { [expression] } else { [] }
        case .filter(let primary, _): [primary]
        case .call(_, let arguments): arguments
        case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
        case .each(_, let domain, let result): [domain, result]
        case .quantified(_, _, let domain, let condition): [domain, condition]
        }
    }
}
