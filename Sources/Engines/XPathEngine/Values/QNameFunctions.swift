// Qualified names made of text, and taken apart.

/// Functions on names (F&O 11).
public enum QNameFunctions {
    /// The name that a lexical QName stands for, as fn:resolve-QName.
    ///
    /// - Throws: `FOCA0002` when the form is wrong, `FONS0004` when the prefix is not declared.
    public static func resolve(_ lexical: String, prefixes: PrefixResolver) throws(XPathError) -> AtomicValue {
        try name(lexical, prefixes: prefixes, wrongForm: .foca0002)
    }

    static func name(_ lexical: String, prefixes: PrefixResolver, wrongForm: XPathError.Code) throws(XPathError) -> AtomicValue {
        guard let (prefix, local) = parts(Whitespace.trimmed(lexical)) else { throw XPathError(wrongForm, "not the form of xs:QName") }
        if prefix == "xml" {
            return .qName(QNameValue(prefix: prefix, localName: local, namespaceURI: "http://www.w3.org/XML/1998/namespace"))
        }
        let namespace = prefixes(prefix)
        guard prefix.isEmpty || namespace != nil else { throw XPathError(.fons0004, "the prefix is not declared") }
        return .qName(QNameValue(prefix: prefix, localName: local, namespaceURI: namespace ?? ""))
    }

    /// `fn:QName`.
    ///
    /// - Throws: `FOCA0002` when the form is wrong, or when there is a prefix without namespace.
    public static func make(uri: String, lexical: String) throws(XPathError) -> AtomicValue {
        guard let (prefix, local) = parts(Whitespace.trimmed(lexical)), prefix.isEmpty || !uri.isEmpty else {
            throw XPathError(.foca0002, "no xs:QName can be made of this")
        }
        return .qName(QNameValue(prefix: prefix, localName: local, namespaceURI: uri))
    }

    /// `fn:prefix-from-QName`: none when the name has no prefix.
    public static func prefix(of name: QNameValue) -> AtomicValue? {
        name.prefix.isEmpty ? nil : .string(name.prefix, .ncName)
    }

    /// `fn:local-name-from-QName`.
    public static func localName(of name: QNameValue) -> AtomicValue { .string(name.localName, .ncName) }

    /// `fn:namespace-uri-from-QName`.
    public static func namespaceURI(of name: QNameValue) -> AtomicValue { .anyURI(name.namespaceURI) }

    /// Prefix and local part; none when the form is wrong.
    static func parts(_ lexical: some StringProtocol) -> (prefix: String, local: String)? {
        guard let colon = lexical.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            return XMLCharacters.isNCName(lexical) ? ("", String(lexical)) : nil
        }
        let prefix = lexical[..<colon]
        let local = lexical[lexical.utf8.index(after: colon)...]
        guard XMLCharacters.isNCName(prefix), XMLCharacters.isNCName(local) else { return nil }
        return (String(prefix), String(local))
    }
}
