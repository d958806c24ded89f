// Why a condition is not as it should be: the part that decides is looked for, then told.

import ClinicalTypes
import SchematronEngine
import XMLTree
import XPathEngine

/// The explanation of one finding, from the shape of its condition.
struct ConditionExplanation {
    /// How deep conditions and variables are followed.
    private static let deepest = 12

    let inspection: FindingInspection

    init(_ inspection: FindingInspection) { self.inspection = inspection }

    /// The explanation; nil where the condition has no shape that is understood for certain.
    var explanation: Explanation? { why(inspection.test, wanted: inspection.isWanted, depth: 0) }

    /// Why a part is not what is wanted.
    func why(_ part: ExpressionOutline, wanted: Bool, depth: Int) -> Explanation? {
        // What is as it should be, or cannot be said, explains nothing.
        guard depth < Self.deepest, inspection.holds(part.text) == !wanted else { return nil }
        func inner(_ part: ExpressionOutline, _ wanted: Bool) -> Explanation? { why(part, wanted: wanted, depth: depth + 1) }
        switch part.form {
        case .and(let operands):
            return wanted
                ? operands.lazy.compactMap { inspection.holds($0.text) == false ? inner($0, true) : nil }.first : only(operands.compactMap { inner($0, false) })
        case .or(let operands):
            return wanted ? oneOf(operands, inner) : operands.lazy.compactMap { inspection.holds($0.text) == true ? inner($0, false) : nil }.first
        case .conditional(let condition, let then, let otherwise):
            return inspection.holds(condition.text).flatMap { inner($0 ? then : otherwise, wanted) }
        case .variable(let variable):
            guard let definition = inspection.definition(of: variable), !definition.isGlobal else { return nil }
            return inner(definition.outline, wanted)
        case .comparison(let sign, let left, let right):
            return wanted ? ComparisonExplanation(inspection).why(sign, left, right) : ComparisonExplanation(inspection).whyNot(sign, left, right)
        case .castable(let operand, let type):
            return wanted ? ComparisonExplanation(inspection).form(of: operand, "xs:\(type.rawValue)") : nil
        case .path:
            guard wanted else { return PresenceExplanation(inspection).superfluous(part) }
            return ValueSetExplanation(inspection).why(part) ?? PresenceExplanation(inspection).missing(part)
        case .call(let name, let arguments): return call(name, arguments, wanted, inner)
        case .literal, .contextItem, .sequence, .other: return nil
        }
    }

    private func call(
        _ name: ExpandedName, _ arguments: [ExpressionOutline], _ wanted: Bool, _ inner: (ExpressionOutline, Bool) -> Explanation?
    ) -> Explanation? {
        guard name.namespaceURI == StaticContext.functionNamespace, let first = arguments.first else { return nil }
        switch (name.localName, arguments.count) {
        case ("not", 1): return inner(first, !wanted)
        case ("boolean", 1): return inner(first, wanted)
        case ("exists", 1), ("empty", 1):
            let isMissing = (name.localName == "exists") == wanted
            return isMissing
                ? ValueSetExplanation(inspection).why(first) ?? PresenceExplanation(inspection).missing(first)
                : PresenceExplanation(inspection).superfluous(first)
        case ("matches", 2), ("matches", 3):
            guard wanted, let pattern = inspection.value(of: arguments[1].text)?.single?.stringValue else { return nil }
            return ComparisonExplanation(inspection).form(of: first, "/\(pattern)/")
        case ("starts-with", 2), ("ends-with", 2), ("contains", 2):
            guard wanted, ComparisonExplanation(inspection).isConstant(arguments[1]), let text = inspection.value(of: arguments[1].text)?.single?.stringValue
            else { return nil }
            let form = name.localName == "starts-with" ? "\(text)…" : name.localName == "ends-with" ? "…\(text)" : "…\(text)…"
            return ComparisonExplanation(inspection).form(of: first, form)
        default: return nil
        }
    }

    // MARK: Alternatives

    /// None of several alternatives holds: the one that says most is told, joined with others about the same value.
    ///
    /// Ways out, such as that there is no such attribute at all, stand aside for the alternative that says what the attribute must be.
    private func oneOf(_ alternatives: [ExpressionOutline], _ inner: (ExpressionOutline, Bool) -> Explanation?) -> Explanation? {
        let explained = alternatives.filter { !isWayOut($0) }.map { inner($0, true) }
        // An alternative that is not understood might be the one that was meant.
        guard !explained.isEmpty, explained.allSatisfy({ $0 != nil }) else { return nil }
        let known = explained.compactMap(\.self)
        let strongest = known.filter { [best = known.map(\.kind).max()] in $0.kind == best }
        return strongest.dropFirst().reduce(strongest.first) { joined, next in joined?.joined(with: next) }
    }

    /// Whether an alternative says that something is absent, or declared to be unknown.
    private func isWayOut(_ alternative: ExpressionOutline) -> Bool {
        switch alternative.form {
        case .call(let name, let arguments): ["not", "empty"].contains(name.localName) && arguments.count == 1 && arguments[0].isPath
        case .path(let path): path.steps.last?.name?.localName == "nullFlavor"
        case .comparison(_, let left, _): if case .path(let path) = left.form { path.steps.last?.name?.localName == "nullFlavor" } else { false }
        default: false
        }
    }

    private func only(_ explanations: [Explanation]) -> Explanation? { explanations.count == 1 ? explanations[0] : nil }
}

extension ExpressionOutline {
    /// Whether it is a path, or the context item.
    var isPath: Bool {
        switch form {
        case .path, .contextItem: true
        default: false
        }
    }
}
