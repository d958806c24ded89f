// How much a rule comes to when the rules that it extends are in place.

/// Measures rules before they are put together: circles, depth, and how many parts come out.
struct RuleExtents {
    /// What a rule comes to.
    enum Extent: Hashable {
        /// It has so many variables and assertions, its own and those that it extends; no more than the limit and one.
        case parts(Int)
        /// It extends itself; the names of the rules on the way.
        case cycle(String)
        /// It extends rules that extend rules, deeper than the limit.
        case tooDeep
    }

    private let rules: AbstractRules
    /// What is known, by the identity of the rule.
    private var known: [String: (extent: Extent, depth: Int)] = [:]

    init(_ rules: AbstractRules) { self.rules = rules }

    /// What a rule of a pattern comes to.
    mutating func extent(of rule: SchemaRule, in pattern: SchemaPattern) -> Extent {
        var path: [String] = []
        return measure(rule, pattern, &path).extent
    }

    private mutating func measure(_ rule: SchemaRule, _ pattern: SchemaPattern, _ path: inout [String]) -> (extent: Extent, depth: Int) {
        if let known = known[rule.identity] { return known }
        guard path.count < SchemaLimits.depth else { return (.tooDeep, 0) }
        var count = 0
        var depth = 0
        for part in rule.parts {
            guard case .extends(let name, _) = part else {
                count += 1
                continue
            }
            // A circle is told with the names from where this rule entered it, so it is not remembered for the others.
            if path.contains(name) { return (.cycle((path + [name]).joined(separator: " > ")), 0) }
            guard let next = rules.rule(name, from: pattern) else { continue }
            path.append(name)
            let inner = measure(next.rule, next.pattern, &path)
            path.removeLast()
            guard case .parts(let more) = inner.extent else { return inner }
            count = min(count + more, SchemaLimits.parts + 1)
            depth = max(depth, inner.depth + 1)
        }
        let result: (extent: Extent, depth: Int) = (depth > SchemaLimits.depth ? .tooDeep : .parts(count), depth)
        known[rule.identity] = result
        return result
    }
}
