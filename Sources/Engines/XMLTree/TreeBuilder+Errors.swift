// Turns libxml2's errors into codes and places, without its messages: those quote the document.

import CXML

extension TreeBuilder {
    /// Takes an error as it is reported; warnings and doubtful namespace names are let through.
    mutating func parserError(_ error: xmlError) {
        guard failure == nil, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
        let number = Int(error.code)
        if number == Int(XML_WAR_NS_URI.rawValue) || number == Int(XML_WAR_NS_URI_RELATIVE.rawValue) { return }
        let here = min(max(position, 0), textCount)
        // An ampersand by itself is told as a name that is missing.
        let isAfterAmpersand = here > 0 && text[here - 1] == 0x26
        let rule = number == Int(XML_ERR_NAME_REQUIRED.rawValue) && isAfterAmpersand ? .ampersand : Self.rule(number)
        if error.domain == Int32(XML_FROM_NAMESPACE.rawValue) || number == Int(XML_ERR_NS_DECL_ERROR.rawValue) {
            failure = Refusal(.namespace, at: tagStart(before: here), .rule(rule ?? .otherOfNamespaces))
        } else if number == Int(XML_ERR_NO_MEMORY.rawValue) {
            failure = Refusal(.limitMemory, at: here)
        } else if number == Int(XML_ERR_DOCUMENT_EMPTY.rawValue) && here >= textCount {
            failure = Refusal(.empty, at: here, rule.map(ParseReason.rule))
        } else {
            let isAboutTag = number == Int(XML_ERR_ATTRIBUTE_REDEFINED.rawValue) || number == Int(XML_ERR_TAG_NAME_MISMATCH.rawValue)
            let isAboutElement = number == Int(XML_ERR_TAG_NAME_MISMATCH.rawValue) || (here >= textCount && open.count > 1)
            failure = Refusal(
                .notWellFormed, at: isAboutTag ? tagStart(before: here) : here, .rule(rule ?? .other),
                opened: isAboutElement && open.count > 1 ? Int(nodes.sourceStart[Int(open.base[open.count - 1].node)]) : nil)
        }
        xmlStopParser(context)
    }

    /// The `<` of the tag that has just been read.
    private func tagStart(before offset: Int) -> Int {
        // What has just been read ends before the offset, where the next tag may begin.
        var place = min(offset, textCount) - 1
        while place > markupEnd && text[place] != 0x3C { place -= 1 }
        return max(place, 0)
    }

    /// The rule behind an error number of libxml2, if it has a name here.
    private static func rule(_ number: Int) -> XMLRule? {
        let code = xmlParserErrors(rawValue: UInt32(number))
        return switch code {
        case XML_ERR_DOCUMENT_EMPTY, XML_ERR_LT_REQUIRED: .elementExpected
        case XML_ERR_DOCUMENT_END: .contentAfterRoot
        case XML_ERR_INVALID_HEX_CHARREF, XML_ERR_INVALID_DEC_CHARREF, XML_ERR_INVALID_CHARREF: .characterReference
        case XML_ERR_INVALID_CHAR: .character
        case XML_ERR_ENTITYREF_NO_NAME: .ampersand
        case XML_ERR_ENTITYREF_SEMICOL_MISSING: .semicolonMissing
        case XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY: .entityUnknown
        case XML_ERR_LT_IN_ATTRIBUTE: .lessThanInAttribute
        case XML_ERR_ATTRIBUTE_NOT_STARTED: .quotesMissing
        case XML_ERR_ATTRIBUTE_NOT_FINISHED: .closingQuoteMissing
        case XML_ERR_ATTRIBUTE_WITHOUT_VALUE, XML_ERR_EQUAL_REQUIRED: .valueMissing
        case XML_ERR_ATTRIBUTE_REDEFINED: .attributeTwice
        case XML_ERR_COMMENT_NOT_FINISHED: .commentOpen
        case XML_ERR_HYPHEN_IN_COMMENT: .hyphensInComment
        case XML_ERR_PI_NOT_STARTED, XML_ERR_PI_NOT_FINISHED: .instructionOpen
        case XML_ERR_CDATA_NOT_FINISHED: .cdataOpen
        case XML_ERR_MISPLACED_CDATA_END: .cdataEnd
        case XML_ERR_RESERVED_XML_NAME: .declarationLate
        case XML_ERR_XMLDECL_NOT_STARTED, XML_ERR_XMLDECL_NOT_FINISHED, XML_ERR_STANDALONE_VALUE, XML_ERR_VERSION_MISSING,
            XML_ERR_STRING_NOT_STARTED, XML_ERR_STRING_NOT_CLOSED, XML_ERR_ENCODING_NAME:
            .declaration
        case XML_ERR_SPACE_REQUIRED: .spaceMissing
        case XML_ERR_NAME_REQUIRED: .nameMissing
        case XML_ERR_GT_REQUIRED: .tagOpen
        case XML_ERR_TAG_NAME_MISMATCH: .endTagMismatch
        case XML_ERR_TAG_NOT_FINISHED: .elementOpen
        case XML_NS_ERR_XML_NAMESPACE: .reservedPrefix
        case XML_NS_ERR_UNDEFINED_NAMESPACE: .prefixUnbound
        case XML_NS_ERR_QNAME, XML_NS_ERR_COLON: .colon
        case XML_NS_ERR_ATTRIBUTE_REDEFINED: .expandedNameTwice
        case XML_NS_ERR_EMPTY: .prefixToNothing
        default: nil
        }
    }
}
