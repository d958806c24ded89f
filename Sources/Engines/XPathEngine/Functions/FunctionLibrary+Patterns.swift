// Functions with regular expressions (F&O 7.6).

import Synchronization

extension FunctionLibrary {
    private static let text = SequenceType.optional(.string)

    static let patterns: [FunctionEntry] =
        FunctionEntry.standard("matches", [text, .one(.string), .one(.string)], from: 2, .one(.boolean), special: .matches) { call in
            XPathSequence(try expression(call, 1, flags: 2).matches(call.text(0)))
        }
        + FunctionEntry.standard("replace", [text, .one(.string), .one(.string), .one(.string)], from: 3, .one(.string)) { call in
            XPathSequence(try expression(call, 1, flags: 3).replace(call.text(0), with: call.text(2)))
        }
        + FunctionEntry.standard("tokenize", [text, .one(.string), .one(.string)], from: 2, .any(.string)) { call in
            let tokens = try expression(call, 1, flags: 2).tokenize(call.text(0))
            return XPathSequence(tokens.map { .atomic(.string($0)) })
        }

    /// The compiled pattern of a call; the context keeps those that it has met.
    private static func expression(_ call: FunctionCall, _ pattern: Int, flags: Int) throws -> RegularExpression {
        try call.context.regularExpression(call.text(pattern), flags: call.text(flags), call.focus.scope)
    }
}

extension DynamicContext {
    private static let mostExpressions = 1000

    func regularExpression(_ pattern: String, flags: String, _ scope: Scope) throws -> RegularExpression {
        let key = PatternKey(pattern: CodePointText(pattern), flags: flags)
        if let known = expressions[key] { return known }
        let made = try scope.pointee.unmanagedPool._withUnsafeGuaranteedRef { try $0.patterns.expression(key) }
        if expressions.count >= Self.mostExpressions { expressions.removeAll() }
        expressions[key] = made
        return made
    }
}

/// What a compiled pattern is known by.
struct PatternKey: Hashable {
    let pattern: CodePointText
    let flags: String
}

/// Compiled patterns for all evaluations of one family of expressions; a context asks once for each.
final class SharedPatterns: Sendable {
    private static let most = 1000
    private let known = Mutex<[PatternKey: RegularExpression]>([:])

    func expression(_ key: PatternKey) throws -> RegularExpression {
        if let known = known.withLock({ $0[key] }) { return known }
        let made = try RegularExpression(key.pattern.text, flags: key.flags)
        // Patterns may come out of documents, so there is an end to them.
        known.withLock { if $0.count < Self.most { $0[key] = made } }
        return made
    }
}
