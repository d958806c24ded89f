// References to resources: their parts, and one resolved against another.

/// A URI reference in its five parts (RFC 3986, appendix B).
struct URIReference {
    var scheme: Substring?
    var authority: Substring?
    var path: Substring
    var query: Substring?
    var fragment: Substring?

    init(_ text: String) {
        var rest = text[...]
        if let hash = rest.firstIndex(of: "#") {
            fragment = rest[rest.index(after: hash)...]
            rest = rest[..<hash]
        }
        if let mark = rest.firstIndex(of: "?") {
            query = rest[rest.index(after: mark)...]
            rest = rest[..<mark]
        }
        if let colon = rest.firstIndex(where: { $0 == ":" || $0 == "/" }), rest[colon] == ":", colon != rest.startIndex {
            scheme = rest[..<colon]
            rest = rest[rest.index(after: colon)...]
        }
        if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            let end = rest.firstIndex(of: "/") ?? rest.endIndex
            authority = rest[..<end]
            rest = rest[end...]
        }
        path = rest
    }

    /// Whether a text may be a value of `xs:anyURI`: any characters, but percent signs begin escapes, a scheme is a scheme and there is one
    /// fragment at most (XML Schema 1.0 part 2, 3.2.17, in the lenient reading that implementations share).
    static func isAcceptable(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var hashes = 0
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "%") {
                guard index + 2 < bytes.count, isHexadecimal(bytes[index + 1]), isHexadecimal(bytes[index + 2]) else { return false }
            } else if byte == UInt8(ascii: "#") {
                hashes += 1
            }
        }
        guard hashes <= 1 else { return false }
        let head = bytes.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        guard let colon = head.firstIndex(of: UInt8(ascii: ":")) else { return true }
        return isScheme(bytes[..<colon]) && colon + 1 < bytes.count && bytes[colon + 1] != UInt8(ascii: "#")
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
    }

    private static func isScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, isLetter(first) else { return false }
        return bytes.allSatisfy { isLetter($0) || (48...57).contains($0) || "+-.".utf8.contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

    /// The path without `.` and `..` (RFC 3986, 5.2.4).
    static func withoutDots(_ path: some StringProtocol) -> String {
        var output: [Substring] = []
        let segments = Substring(path).split(separator: "/", omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment {
            case ".": if isLast { output.append("") }
            case "..":
                if output.count > 1 || output.count == 1 && output[0] != "" { output.removeLast() }
                if isLast { output.append("") }
            default: output.append(segment)
            }
        }
        return output.joined(separator: "/")
    }

    var text: String {
        var result = scheme.map { "\($0):" } ?? ""
        if let authority { result += "//\(authority)" }
        result += path
        if let query { result += "?\(query)" }
        if let fragment { result += "#\(fragment)" }
        return result
    }
}

/// Functions on URIs (F&O 8).
public enum URIFunctions {
    /// `fn:resolve-uri`; an absolute reference is given back as it is.
    ///
    /// - Throws: `FORG0002` when either is no URI, or when the base is relative or has a fragment and is needed.
    public static func resolve(_ relative: String, base: String) throws(XPathError) -> String {
        let wrong = XPathError(.forg0002, "not a URI that can be resolved")
        guard URIReference.isAcceptable(relative) else { throw wrong }
        var reference = URIReference(relative)
        if reference.scheme != nil { return relative }
        guard URIReference.isAcceptable(base) else { throw wrong }
        let root = URIReference(base)
        // A base without slash behind the scheme (urn:…) has no hierarchy to resolve in.
        guard root.scheme != nil, root.fragment == nil, root.authority != nil || root.path.hasPrefix("/") else { throw wrong }
        reference.scheme = root.scheme
        if reference.authority != nil {
            reference.path = URIReference.withoutDots(reference.path)[...]
            return reference.text
        }
        reference.authority = root.authority
        if reference.path.isEmpty {
            reference.path = root.path
            reference.query = reference.query ?? root.query
        } else if reference.path.hasPrefix("/") {
            reference.path = URIReference.withoutDots(reference.path)[...]
        } else {
            let folder = root.path.lastIndex(of: "/").map { root.path[...$0] } ?? "/"
            reference.path = URIReference.withoutDots(folder + reference.path)[...]
        }
        return reference.text
    }
}
