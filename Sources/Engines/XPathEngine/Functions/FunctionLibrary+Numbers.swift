// Functions on numbers, and the aggregates (F&O 6.4 and 15.4).

extension FunctionLibrary {
    static let numbers: [FunctionEntry] =
        [
            numeric("abs") { try NumericFunctions.absolute($0) },
            numeric("ceiling") { try NumericFunctions.ceiling($0) },
            numeric("floor") { try NumericFunctions.floor($0) },
            numeric("round") { try NumericFunctions.round($0) },
            numeric("round-half-to-even") { try NumericFunctions.roundHalfToEven($0) },
            .standard("round-half-to-even", [number, .one(.integer)], number) { call in
                guard let value = try call.number(0) else { return .empty }
                return XPathSequence(try NumericFunctions.roundHalfToEven(value, precision: call.wholeNumber(1)))
            },
            .standard("sum", [.any(.anyAtomicType)], number) { call in
                XPathSequence(try sum(call, zero: .integer(0)))
            },
            .standard("sum", [.any(.anyAtomicType), number], number) { call in
                XPathSequence(try sum(call, zero: call.value(1)))
            },
            .standard("avg", [.any(.anyAtomicType)], number) { call in XPathSequence(try Aggregates.average(values(call))) },
        ]
        + FunctionEntry.standard("number", [number], from: 0, .one(.double)) { call in
            guard let value = try call.itemOrContext(0)?.typedValue else { return XPathSequence(.double(.nan)) }
            return XPathSequence(.double(NumericFunctions.number(value)))
        }
        + FunctionEntry.standard("max", [.any(.anyAtomicType), .one(.string)], from: 1, number) { call in
            try call.checkCollation(1)
            return XPathSequence(try Aggregates.maximum(values(call), implicitTimezone: call.context.implicitTimezone))
        }
        + FunctionEntry.standard("min", [.any(.anyAtomicType), .one(.string)], from: 1, number) { call in
            try call.checkCollation(1)
            return XPathSequence(try Aggregates.minimum(values(call), implicitTimezone: call.context.implicitTimezone))
        }

    private static func sum(_ call: FunctionCall, zero: AtomicValue?) throws -> AtomicValue? {
        let values = try values(call)
        // One number alone is its own sum, and keeps its type.
        if values.count == 1, values[0].isNumeric { return values[0] }
        return try Aggregates.sum(values, zero: zero)
    }

    private static func numeric(_ name: String, _ body: @escaping @Sendable (AtomicValue) throws -> AtomicValue) -> FunctionEntry {
        .standard(name, [number], number) { call in
            guard let value = try call.number(0) else { return .empty }
            return XPathSequence(try body(value))
        }
    }

    private static func values(_ call: FunctionCall) throws -> [AtomicValue] {
        try call.focus.scope.spend(call.arguments[0].count)
        return Conversion.atomized(call.arguments[0])
    }
}
