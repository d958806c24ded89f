// The line between the parts of a package, and the search for it.

import Glibc

/// Where a delimiter line was found, or how far one may go on without it.
enum DelimiterSearch {
    /// The content before ends at `contentEnd`; what follows the line begins at `next`.
    case found(contentEnd: Int, next: Int, closing: Bool, lineEnd: LineEnd?)
    /// No delimiter begins before this index.
    case notBefore(Int)
}

/// How the lines of a package end.
enum LineEnd: Sendable, Hashable {
    /// As RFC 2046 has it.
    case crlf
    /// As some senders have it.
    case lf
}

/// The boundary of a package.
struct Boundary: Sendable, Hashable {
    /// Two hyphens and the boundary.
    let delimiter: [UInt8]

    /// Takes a boundary, if it is of 1 to 70 of the characters of RFC 2046, 5.1.1, and ends in no space.
    init(_ text: String?) throws(MessageFailure) {
        guard let text else { throw MessageFailure(.boundary, detail: "absent") }
        guard (1...70).contains(text.utf8.count) else { throw MessageFailure(.boundary, detail: "of \(text.utf8.count) characters") }
        let allowed = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
            default: "'()+_,-./:=? ".utf8.contains(byte)
            }
        }
        guard allowed, text.last != " " else { throw MessageFailure(.boundary, detail: "of forbidden characters") }
        delimiter = Array(("--" + text).utf8)
    }

    /// Looks for the next delimiter line.
    ///
    /// - Parameters:
    ///   - start: where to begin; a delimiter exactly there counts when `startsLine`.
    ///   - lineEnd: how lines end, nil where that is still open.
    ///   - isLast: whether no more bytes will come.
    func search(_ bytes: [UInt8], from start: Int, startsLine: Bool, lineEnd: LineEnd?, isLast: Bool) -> DelimiterSearch {
        var from = start
        while let index = find(in: bytes, from: from) {
            from = index + 1
            let contentEnd: Int
            if index == start, startsLine {
                contentEnd = index
            } else if lineEnd != .lf, index >= start + 2, bytes[index - 1] == 10, bytes[index - 2] == 13 {
                contentEnd = index - 2
            } else if lineEnd != .crlf, index >= start + 1, bytes[index - 1] == 10 {
                contentEnd = index - 1
            } else {
                continue
            }
            switch lineRest(bytes, after: index + delimiter.count, lineEnd: lineEnd, isLast: isLast) {
            case .delimiter(let next, let closing, let end): return .found(contentEnd: contentEnd, next: next, closing: closing, lineEnd: end)
            case .undecided: return .notBefore(contentEnd)
            case .data: continue
            }
        }
        // A delimiter and the line end before it may be cut by the end of the bytes.
        return .notBefore(isLast ? bytes.count : max(start, bytes.count - delimiter.count - 1))
    }

    private enum LineRest {
        case delimiter(next: Int, closing: Bool, lineEnd: LineEnd?)
        case undecided
        case data
    }

    /// Reads what follows a delimiter on its line: two hyphens or nothing, spaces, and the line's end.
    ///
    /// Anything else is data.
    private func lineRest(_ bytes: [UInt8], after start: Int, lineEnd: LineEnd?, isLast: Bool) -> LineRest {
        var index = start
        let hyphens = bytes[index...].prefix(2)
        if hyphens.count < 2, hyphens.allSatisfy({ $0 == UInt8(ascii: "-") }), !isLast { return .undecided }
        let closing = hyphens.count == 2 && hyphens.allSatisfy { $0 == UInt8(ascii: "-") }
        if closing { index += 2 }
        let padding = bytes[index...].prefix(64).prefix { $0 == 0x20 || $0 == 0x09 }.count
        index += padding
        guard index < bytes.count else { return isLast ? (closing ? .delimiter(next: index, closing: true, lineEnd: nil) : .data) : .undecided }
        if bytes[index] == 10, lineEnd != .crlf { return .delimiter(next: index + 1, closing: closing, lineEnd: .lf) }
        guard bytes[index] == 13, lineEnd != .lf else { return .data }
        guard index + 1 < bytes.count else { return isLast ? .data : .undecided }
        return bytes[index + 1] == 10 ? .delimiter(next: index + 2, closing: closing, lineEnd: .crlf) : .data
    }

    private func find(in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBytes { haystack in
            delimiter.withUnsafeBytes { needle in
                var from = start
                while haystack.count - from >= needle.count {
                    guard let hyphen = memchr(haystack.baseAddress! + from, Int32(needle[0]), haystack.count - needle.count + 1 - from) else { return nil }
                    let index = UnsafeRawPointer(hyphen) - haystack.baseAddress!
                    if memcmp(hyphen, needle.baseAddress!, needle.count) == 0 { return index }
                    from = index + 1
                }
                return nil
            }
        }
    }
}
