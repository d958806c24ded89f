// Functions on strings and URIs (F&O 7 and 8).

extension FunctionLibrary {
    private static let text = SequenceType.optional(.string)

    static let strings: [FunctionEntry] = comparing + taking + changing + uris

    private static let comparing: [FunctionEntry] =
        FunctionEntry.standard("compare", [text, text, .one(.string)], from: 2, .optional(.integer)) { call in
            try call.checkCollation(2)
            guard let left = call.value(0), let right = call.value(1) else { return .empty }
            return XPathSequence(StringFunctions.compare(left.stringValue, right.stringValue))
        }
        + FunctionEntry.standard("contains", [text, text, .one(.string)], from: 2, .one(.boolean)) { call in
            try call.checkCollation(2)
            return XPathSequence(StringFunctions.contains(call.text(0), call.text(1)))
        }
        + FunctionEntry.standard("starts-with", [text, text, .one(.string)], from: 2, .one(.boolean)) { call in
            try call.checkCollation(2)
            return XPathSequence(StringFunctions.startsWith(call.text(0), call.text(1)))
        }
        + FunctionEntry.standard("ends-with", [text, text, .one(.string)], from: 2, .one(.boolean)) { call in
            try call.checkCollation(2)
            return XPathSequence(StringFunctions.endsWith(call.text(0), call.text(1)))
        }
        + [
            .standard("codepoint-equal", [text, text], .optional(.boolean)) { call in
                guard let left = call.value(0), let right = call.value(1) else { return .empty }
                return XPathSequence(CodePoints.equal(left.stringValue, right.stringValue))
            }
        ]

    private static let taking: [FunctionEntry] =
        FunctionEntry.standard("substring", [text, .one(.double), .one(.double)], from: 2, .one(.string)) { call in
            XPathSequence(StringFunctions.substring(call.text(0), from: call.double(1), length: call.arguments.count > 2 ? call.double(2) : nil))
        }
        + FunctionEntry.standard("substring-before", [text, text, .one(.string)], from: 2, .one(.string)) { call in
            try call.checkCollation(2)
            return XPathSequence(StringFunctions.substringBefore(call.text(0), call.text(1)))
        }
        + FunctionEntry.standard("substring-after", [text, text, .one(.string)], from: 2, .one(.string)) { call in
            try call.checkCollation(2)
            return XPathSequence(StringFunctions.substringAfter(call.text(0), call.text(1)))
        }
        + FunctionEntry.standard("string-length", [text], from: 0, .one(.integer)) { call in
            XPathSequence(CodePoints.count(try call.itemOrContext(0)?.stringValue ?? ""))
        }
        + FunctionEntry.standard("string", [optionalItem], from: 0, .one(.string)) { call in
            XPathSequence(try call.itemOrContext(0)?.stringValue ?? "")
        }
        + [
            .standard("string-to-codepoints", [text], .any(.integer)) { call in
                XPathSequence(StringFunctions.stringToCodepoints(call.text(0)).map { .atomic(.integer($0)) })
            },
            .standard("codepoints-to-string", [.any(.integer)], .one(.string)) { call in
                let points = Conversion.atomized(call.arguments[0]).map { value in
                    if case .integer(let point, _) = value { point } else { -1 }
                }
                return XPathSequence(try StringFunctions.codepointsToString(points))
            },
        ]

    private static let changing: [FunctionEntry] =
        FunctionEntry.standard("normalize-space", [text], from: 0, .one(.string)) { call in
            XPathSequence(StringFunctions.normalizeSpace(try call.itemOrContext(0)?.stringValue ?? ""))
        }
        + FunctionEntry.standard("normalize-unicode", [text, .one(.string)], from: 1, .one(.string)) { call in
            XPathSequence(
                try StringFunctions.normalizeUnicode(call.text(0), form: call.arguments.count > 1 ? call.text(1) : "NFC"))
        }
        + [
            .standard("upper-case", [text], .one(.string)) { XPathSequence(StringFunctions.upperCase($0.text(0))) },
            .standard("lower-case", [text], .one(.string)) { XPathSequence(StringFunctions.lowerCase($0.text(0))) },
            .standard("translate", [text, .one(.string), .one(.string)], .one(.string)) { call in
                XPathSequence(StringFunctions.translate(call.text(0), from: call.text(1), to: call.text(2)))
            },
            .standard("string-join", [.any(.string), .one(.string)], .one(.string)) { call in
                try call.focus.scope.spend(call.arguments[0].count)
                return XPathSequence(call.arguments[0].strings.joined(separator: call.text(1)))
            },
        ]

    private static let uris: [FunctionEntry] = [
        .standard("encode-for-uri", [text], .one(.string)) { XPathSequence(StringFunctions.encodeForURI($0.text(0))) },
        .standard("iri-to-uri", [text], .one(.string)) { XPathSequence(StringFunctions.iriToURI($0.text(0))) },
        .standard("escape-html-uri", [text], .one(.string)) { XPathSequence(StringFunctions.escapeHTMLURI($0.text(0))) },
        .standard("resolve-uri", [text], .optional(.anyURI)) { call in
            guard let relative = call.value(0) else { return .empty }
            guard let base = call.statics.baseURI else { throw XPathError(.fons0005, "there is no base URI") }
            return XPathSequence(.anyURI(try URIFunctions.resolve(relative.stringValue, base: base)))
        },
        .standard("resolve-uri", [text, .one(.string)], .optional(.anyURI)) { call in
            guard let relative = call.value(0) else { return .empty }
            return XPathSequence(.anyURI(try URIFunctions.resolve(relative.stringValue, base: call.text(1))))
        },
    ]
}
