// The functions of XPath 2.0, by name and number of arguments.

enum FunctionLibrary {
    private static let entries: [FunctionKey: FunctionEntry] = {
        let all = numbers + strings + patterns + times + names + nodes + sequences + contexts + truths
        return Dictionary(all.map { (FunctionKey(name: $0.name, arity: $0.parameters.count), $0) }) { first, _ in first }
    }()

    private static let concat = ExpandedName("concat", in: StaticContext.functionNamespace)

    static func function(_ name: ExpandedName, arity: Int) -> FunctionEntry? {
        if name == concat, arity >= 2 {
            return .standard("concat", Array(repeating: .optional(.anyAtomicType), count: arity), .one(.string)) { call in
                XPathSequence(call.arguments.map { $0.first?.stringValue ?? "" }.joined())
            }
        }
        return entries[FunctionKey(name: name, arity: arity)]
    }

    static let anyNode = SequenceType.items(.node(.node), .one)
    static let optionalNode = SequenceType.items(.node(.node), .optional)
    static let optionalItem = SequenceType.items(.item, .optional)
    static let number = SequenceType.optional(.anyAtomicType)
}
