// Functions on sequences (F&O 15).

extension FunctionLibrary {
    static let sequences: [FunctionEntry] = cutting + counting + searching

    private static let counting: [FunctionEntry] = [
        .standard("count", [.anything], .one(.integer), special: .count) { XPathSequence($0.arguments[0].count) },
        .standard("empty", [.anything], .one(.boolean), special: .empty) { XPathSequence($0.arguments[0].isEmpty) },
        .standard("exists", [.anything], .one(.boolean), special: .exists) { XPathSequence(!$0.arguments[0].isEmpty) },
        .standard("zero-or-one", [.anything], optionalItem) { call in
            guard call.arguments[0].count <= 1 else { throw XPathError(.forg0003, "several items") }
            return call.arguments[0]
        },
        .standard("one-or-more", [.anything], .items(.item, .some)) { call in
            guard call.arguments[0].count >= 1 else { throw XPathError(.forg0004, "no item") }
            return call.arguments[0]
        },
        .standard("exactly-one", [.anything], .items(.item, .one)) { call in
            guard call.arguments[0].count == 1 else { throw XPathError(.forg0005, "not exactly one item") }
            return call.arguments[0]
        },
    ]

    private static let cutting: [FunctionEntry] = [
        .standard("insert-before", [.anything, .one(.integer), .anything], .anything) { call in
            let items = call.arguments[0]
            try call.focus.scope.spend(items.count + call.arguments[2].count)
            let place = min(max(call.wholeNumber(1), 1), items.count + 1) - 1
            return XPathSequence(Array(items.prefix(place)) + Array(call.arguments[2]) + Array(items.dropFirst(place)))
        },
        .standard("remove", [.anything, .one(.integer)], .anything) { call in
            let items = call.arguments[0]
            let place = call.wholeNumber(1)
            guard place >= 1, place <= items.count else { return items }
            try call.focus.scope.spend(items.count)
            return XPathSequence(Array(items.prefix(place - 1)) + Array(items.dropFirst(place)))
        },
        .standard("reverse", [.anything], .anything) { call in
            try call.focus.scope.spend(call.arguments[0].count)
            return XPathSequence(call.arguments[0].reversed())
        },
        .standard("subsequence", [.anything, .one(.double)], .anything) { subsequence($0) },
        .standard("subsequence", [.anything, .one(.double), .one(.double)], .anything) { subsequence($0) },
        .standard("unordered", [.anything], .anything) { $0.arguments[0] },
    ]

    private static func subsequence(_ call: FunctionCall) -> XPathSequence {
        let items = call.arguments[0]
        let first = NumericFunctions.round(call.double(1))
        let end = call.arguments.count > 2 ? first + NumericFunctions.round(call.double(2)) : .infinity
        guard !first.isNaN, !end.isNaN, end > first, end > 1, first <= Double(items.count) else { return .empty }
        let low = Int(max(first, 1))
        let high = Int(min(end, Double(items.count) + 1))
        guard low < high else { return .empty }
        if case .range(let start, _) = items.storage {
            return low + 1 == high ? XPathSequence(start + low - 1) : XPathSequence(.range(start + low - 1, start + high - 2))
        }
        return XPathSequence(Array(items[(low - 1)..<(high - 1)]))
    }

    private static let searching: [FunctionEntry] =
        FunctionEntry.standard("distinct-values", [.any(.anyAtomicType), .one(.string)], from: 1, .any(.anyAtomicType)) { call in
            try call.checkCollation(1)
            try call.focus.scope.spend(call.arguments[0].count)
            var seen: Set<DistinctKey> = []
            let timezone = call.context.implicitTimezone
            let kept = Conversion.atomized(call.arguments[0]).filter { seen.insert(DistinctKey($0, implicitTimezone: timezone)).inserted }
            return XPathSequence(kept.map { .atomic($0) })
        }
        + FunctionEntry.standard("index-of", [.any(.anyAtomicType), .one(.anyAtomicType), .one(.string)], from: 2, .any(.integer)) { call in
            try call.checkCollation(2)
            try call.focus.scope.spend(call.arguments[0].count)
            guard let wanted = call.value(1), !wanted.isNaN else { return .empty }
            let timezone = call.context.implicitTimezone
            var found: [XPathItem] = []
            for (offset, item) in call.arguments[0].enumerated() {
                let holds = try? ValueComparison.holds(item.typedValue, .equal, wanted, implicitTimezone: timezone)
                if holds == true { found.append(.atomic(.integer(offset + 1))) }
            }
            return XPathSequence(found)
        }
        + FunctionEntry.standard("deep-equal", [.anything, .anything, .one(.string)], from: 2, .one(.boolean)) { call in
            try call.checkCollation(2)
            return XPathSequence(try DeepEquality(call).holds(call.arguments[0], call.arguments[1]))
        }
}
