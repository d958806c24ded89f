// Functions on the contexts, truth values, and errors (F&O 3, 4, 9 and 16).

extension FunctionLibrary {
    static let truths: [FunctionEntry] = [
        .standard("true", [], .one(.boolean), special: .true) { _ in XPathSequence(true) },
        .standard("false", [], .one(.boolean), special: .false) { _ in XPathSequence(false) },
        .standard("not", [.anything], .one(.boolean), special: .not) {
            XPathSequence(try !Conversion.effectiveBooleanValue($0.arguments[0]))
        },
        .standard("boolean", [.anything], .one(.boolean), special: .boolean) {
            XPathSequence(try Conversion.effectiveBooleanValue($0.arguments[0]))
        },
    ]

    static let contexts: [FunctionEntry] =
        [
            .standard("position", [], .one(.integer), special: .position) { call in
                guard call.focus.isNode || call.focus.held != nil else { throw XPathError(.xpdy0002, "there is no context item") }
                return XPathSequence(call.focus.position)
            },
            .standard("last", [], .one(.integer), special: .last) { call in
                guard call.focus.isNode || call.focus.held != nil else { throw XPathError(.xpdy0002, "there is no context item") }
                return XPathSequence(call.focus.size)
            },
            .standard("default-collation", [], .one(.string)) { _ in XPathSequence(CodePoints.collationURI) },
            .standard("static-base-uri", [], .optional(.anyURI)) { XPathSequence($0.statics.baseURI.map { .anyURI($0) }) },
            .standard("trace", [.anything, .one(.string)], .anything) { $0.arguments[0] },
            .standard("error", [], .anything) { _ in throw XPathError(.foer0000, "raised by the expression") },
            .standard("error", [.one(.qName)], .anything) { throw error($0) },
        ]
        + FunctionEntry.standard("error", [.optional(.qName), .one(.string), .anything], from: 2, .anything) { throw error($0) }

    private static func error(_ call: FunctionCall) -> XPathError {
        guard case .qName(let name, _)? = call.value(0) else { return XPathError(.foer0000, "raised by the expression") }
        return XPathError(XPathError.Code(rawValue: name.localName), "raised by the expression")
    }
}
