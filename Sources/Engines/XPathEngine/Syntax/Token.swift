// The words of an expression, each with its place.

/// One word of the grammar (XPath 2.0, appendix A.2).
struct Token {
    enum Kind: Equatable {
        /// A name, with its prefix if it has one; also every keyword.
        case name(prefix: String?, local: String)
        /// `prefix:*`.
        case anyLocalName(prefix: String)
        /// `*:local`.
        case anyNamespace(local: String)
        case integer(String)
        case decimal(String)
        case double(String)
        case string(String)
        /// Any sign, as `(`, `//` or `<<`.
        case sign(String)
        case end
    }

    let kind: Kind
    /// The first byte.
    let start: Int
    /// One past the last byte.
    let end: Int

    /// Whether this is a name without prefix, which a keyword must be.
    func isWord(_ word: String) -> Bool { kind == .name(prefix: nil, local: word) }

    func isSign(_ sign: String) -> Bool {
        if case .sign(let own) = kind { return own == sign }
        return false
    }
}
