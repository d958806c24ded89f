// Turns libxml2's errors into codes and places, without its messages: those quote the document.

import CXML

extension TreeBuilder {
    /// Takes an error as it is reported; warnings and doubtful namespace names are let through.
    mutating func parserError(_ error: xmlError) {
        guard failure == nil, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
        let number = Int(error.code)
        if number == Int(XML_WAR_NS_URI.rawValue) || number == Int(XML_WAR_NS_URI_RELATIVE.rawValue) { return }
        let here = min(max(position, 0), textCount)
        let rule = Self.rule(number)
        if error.domain == Int32(XML_FROM_NAMESPACE.rawValue) || number == Int(XML_ERR_NS_DECL_ERROR.rawValue) {
            failure = Refusal(.namespace, at: tagStart(before: here), rule ?? "a rule of Namespaces in XML")
        } else if number == Int(XML_ERR_NO_MEMORY.rawValue) {
            failure = Refusal(.limitMemory, at: here)
        } else if number == Int(XML_ERR_DOCUMENT_EMPTY.rawValue) && here >= textCount {
            failure = Refusal(.empty, at: here, rule)
        } else {
            let isAboutTag = number == Int(XML_ERR_ATTRIBUTE_REDEFINED.rawValue) || number == Int(XML_ERR_TAG_NAME_MISMATCH.rawValue)
            let isAboutElement = number == Int(XML_ERR_TAG_NAME_MISMATCH.rawValue) || (here >= textCount && open.count > 1)
            failure = Refusal(
                .notWellFormed, at: isAboutTag ? tagStart(before: here) : here, rule ?? "rule \(number)",
                opened: isAboutElement && open.count > 1 ? Int(nodes.sourceStart[Int(open.base[open.count - 1].node)]) : nil)
        }
        xmlStopParser(context)
    }

    /// The `<` of the tag that has just been read.
    private func tagStart(before offset: Int) -> Int {
        var place = min(offset, textCount - 1)
        while place > markupEnd && text[place] != 0x3C { place -= 1 }
        return max(place, 0)
    }

    /// The rule behind an error number of libxml2, in a few words.
    private static func rule(_ number: Int) -> String? {
        let code = xmlParserErrors(rawValue: UInt32(number))
        return switch code {
        case XML_ERR_DOCUMENT_EMPTY, XML_ERR_LT_REQUIRED: "an element is expected"
        case XML_ERR_DOCUMENT_END: "nothing but comments and processing instructions may follow the root element"
        case XML_ERR_INVALID_HEX_CHARREF, XML_ERR_INVALID_DEC_CHARREF, XML_ERR_INVALID_CHARREF: "a character reference to no character of XML"
        case XML_ERR_INVALID_CHAR: "a character that XML does not allow"
        case XML_ERR_ENTITYREF_NO_NAME: "an ampersand that is not written &amp;"
        case XML_ERR_ENTITYREF_SEMICOL_MISSING: "an entity reference without its semicolon"
        case XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY: "an entity that XML does not predefine"
        case XML_ERR_LT_IN_ATTRIBUTE: "a < in an attribute value"
        case XML_ERR_ATTRIBUTE_NOT_STARTED: "an attribute value without quotes"
        case XML_ERR_ATTRIBUTE_NOT_FINISHED: "an attribute value without its closing quote"
        case XML_ERR_ATTRIBUTE_WITHOUT_VALUE, XML_ERR_EQUAL_REQUIRED: "an attribute without a value"
        case XML_ERR_ATTRIBUTE_REDEFINED: "an attribute given twice"
        case XML_ERR_COMMENT_NOT_FINISHED: "a comment that does not end"
        case XML_ERR_HYPHEN_IN_COMMENT: "two hyphens inside a comment"
        case XML_ERR_PI_NOT_STARTED, XML_ERR_PI_NOT_FINISHED: "a processing instruction that does not end"
        case XML_ERR_CDATA_NOT_FINISHED: "a CDATA section that does not end"
        case XML_ERR_MISPLACED_CDATA_END: "]]> outside a CDATA section"
        case XML_ERR_RESERVED_XML_NAME: "an XML declaration that is not the first thing in the document"
        case XML_ERR_XMLDECL_NOT_STARTED, XML_ERR_XMLDECL_NOT_FINISHED, XML_ERR_STANDALONE_VALUE, XML_ERR_VERSION_MISSING,
            XML_ERR_STRING_NOT_STARTED, XML_ERR_STRING_NOT_CLOSED, XML_ERR_ENCODING_NAME:
            "a malformed XML declaration"
        case XML_ERR_SPACE_REQUIRED: "white space is missing"
        case XML_ERR_NAME_REQUIRED: "a name is missing"
        case XML_ERR_GT_REQUIRED: "a tag that is not closed by >"
        case XML_ERR_TAG_NAME_MISMATCH: "an end tag that does not match its start tag"
        case XML_ERR_TAG_NOT_FINISHED: "the document ends inside an element"
        case XML_NS_ERR_XML_NAMESPACE: "the prefix xml or xmlns, or their namespaces, bound otherwise"
        case XML_NS_ERR_UNDEFINED_NAMESPACE: "a prefix that is not bound to a namespace"
        case XML_NS_ERR_QNAME, XML_NS_ERR_COLON: "a colon where a name allows none"
        case XML_NS_ERR_ATTRIBUTE_REDEFINED: "an attribute given twice by its expanded name"
        case XML_NS_ERR_EMPTY: "a prefix bound to no namespace"
        default: nil
        }
    }
}
