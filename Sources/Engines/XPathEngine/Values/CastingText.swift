// Text read as a value of a type.

extension Casting {
    /// The value that a text stands for (F&O 17.1.1): spaces are dropped or replaced as the type says, then the lexical form must fit.
    static func read(_ text: String, as target: AtomicType, resolvingPrefix: PrefixResolver?) throws(XPathError) -> AtomicValue {
        switch target {
        case .untypedAtomic: return .untypedAtomic(text)
        case .string: return .string(text)
        case .normalizedString: return .string(Whitespace.replaced(text), target)
        case .token, .language, .nmToken, .xmlName, .ncName, .id, .idref, .entity:
            let text = Whitespace.collapsed(text)
            guard isValid(text, as: target) else { throw misfit(target) }
            return .string(text, target)
        case .anyURI:
            let text = Whitespace.collapsed(text)
            guard URIReference.isAcceptable(text) else { throw misfit(target) }
            return .anyURI(text)
        case .base64Binary:
            guard let bytes = BinaryFormat.bytes(base64: Whitespace.collapsed(text)) else { throw misfit(target) }
            return .base64Binary(bytes)
        default: return try read(trimmed: Whitespace.trimmed(text), as: target, resolvingPrefix: resolvingPrefix)
        }
    }

    private static func read(
        trimmed text: Substring, as target: AtomicType, resolvingPrefix: PrefixResolver?
    ) throws(XPathError) -> AtomicValue {
        switch target.primitive {
        case .boolean:
            switch text {
            case "true", "1": return .boolean(true)
            case "false", "0": return .boolean(false)
            default: throw misfit(target)
            }
        case .double:
            guard let value = NumberFormat.double(text) else { throw misfit(target) }
            return .double(value)
        case .float:
            guard let value = NumberFormat.float(text) else { throw misfit(target) }
            return .float(value)
        case .decimal:
            guard text.utf8.count <= ExactDecimal.maximumDigits else {
                throw XPathError(target == .decimal ? .foca0006 : .foca0003, "the number has too many digits")
            }
            if target == .decimal {
                guard let value = ExactDecimal(lexical: text) else { throw misfit(target) }
                return .decimal(value)
            }
            guard let value = BigInteger(digits: text) else { throw misfit(target) }
            return try integer(value, as: target)
        case .duration: return .duration(try DurationValue(lexical: text, as: target), target)
        case .dateTime, .date, .time, .gYearMonth, .gYear, .gMonthDay, .gDay, .gMonth:
            return .dateTime(try DateTimeValue(lexical: text, as: target), target)
        case .hexBinary:
            guard let bytes = BinaryFormat.bytes(hexadecimal: text) else { throw misfit(target) }
            return .hexBinary(bytes)
        case .qName:
            guard let resolvingPrefix else { throw XPathError(.xpty0004, "only a string literal is cast to xs:QName") }
            return try QNameFunctions.name(String(text), prefixes: resolvingPrefix, wrongForm: .forg0001)
        default: throw XPathError(.xpst0080, "nothing is cast to \(target.name)")
        }
    }

    private static func isValid(_ text: String, as type: AtomicType) -> Bool {
        switch type {
        case .language: XMLCharacters.isLanguage(text)
        case .nmToken: XMLCharacters.isNmToken(text)
        case .xmlName: XMLCharacters.isName(text)
        case .ncName, .id, .idref, .entity: XMLCharacters.isNCName(text)
        default: true
        }
    }
}
