// From bytes to tree: the one way in for XML from outside.

import Glibc

extension FrozenTree {
    /// Reads a document.
    ///
    /// Encodings: UTF-8, US-ASCII, ISO-8859-1, ISO-8859-15, and UTF-16 with its byte order mark. A document type declaration is refused, so there are no
    /// entities but the five of XML 1.0; nothing is ever loaded; the limits are kept before memory or time is spent.
    ///
    /// - Parameters:
    ///   - bytes: the document as received.
    ///   - limits: what is refused for its size.
    ///   - keepsSource: whether the tree keeps those bytes besides the text that it is made of; without them `source` is empty.
    /// - Throws: the first thing that is wrong, with its place in the bytes as received.
    public static func parse(_ bytes: [UInt8], limits: ParseLimits = .standard, keepsSource: Bool = true) throws(ParseFailure) -> FrozenTree {
        let most = min(limits.bytes, 1 << 30)
        guard bytes.count <= most else {
            throw ParseFailure(code: .limitBytes, line: 1, column: 1, byteOffset: 0, reason: .limit(most))
        }
        let found: (encoding: SourceEncoding, mark: Int)
        do throws(Refusal) {
            found = try bytes.withUnsafeBufferPointer { source throws(Refusal) in try SourceEncoding.detect(source) }
        } catch {
            throw ParseFailure(code: error.code, line: 1, column: 1, byteOffset: 0, reason: error.reason)
        }
        var refusal: Refusal?
        let text = SourceText(bytes, as: found.encoding, mark: found.mark, refusal: &refusal)
        do throws(Refusal) {
            if let refusal { throw refusal }
            let builder = try gather(text, limits)
            return builder.freeze(text, source: keepsSource ? bytes : [])
        } catch {
            throw ParseFailure(error, in: text)
        }
    }
}
