// Edits of a document that would mend a finding, computed from the places of its nodes.

import CDADocuments
import ClinicalTypes
import XMLTree

/// Edits at a node; nil where none can be computed, as in encodings whose bytes are not those of ASCII.
struct DocumentEdits {
    let node: Node

    init(_ node: Node) { self.node = node }

    /// Whether markup can be written into the document byte by byte.
    private var isEditable: Bool { !node.tree.encodingName.uppercased().hasPrefix("UTF-16") }

    /// Gives an attribute a value: replaces it where it stands, adds it where it is missing.
    func setting(_ attribute: String, to value: String) -> SuggestedEdit? {
        guard isEditable else { return nil }
        if let present = node.attribute(attribute) {
            let summary = Bilingual(fr: "remplacer la valeur de @\(attribute)", en: "replace the value of @\(attribute)")
            return SuggestedEdit(byteRange: present.valueRange, replacement: escaped(value), summary: summary)
        }
        let end = node.startTagRange.lowerBound + 1 + node.qualifiedName.utf8.count
        let summary = Bilingual(fr: "ajouter l'attribut @\(attribute)", en: "add the attribute @\(attribute)")
        return SuggestedEdit(byteRange: end..<end, replacement: " \(attribute)=\"\(escaped(value))\"", summary: summary)
    }

    /// Takes the node away: an element with all that it holds, or an attribute with the space before it.
    func removing() -> SuggestedEdit? {
        guard isEditable else { return nil }
        let source = node.tree.source
        var range = node.byteRange
        while range.lowerBound > 0, isXMLSpace(source[range.lowerBound - 1]) { range = range.lowerBound - 1..<range.upperBound }
        let name = node.kind == .attribute ? "@\(node.localName)" : "<\(node.localName)>"
        return SuggestedEdit(byteRange: range, replacement: "", summary: Bilingual(fr: "supprimer \(name)", en: "remove \(name)"))
    }

    /// Renames the element in both its tags; one edit can carry it only when the element is empty or short.
    func renaming(to name: String) -> SuggestedEdit? {
        guard isEditable, node.byteRange.count <= 4096 else { return nil }
        let old = Array(node.qualifiedName.utf8)
        let new = Array(((node.prefix.map { $0 + ":" } ?? "") + name).utf8)
        var bytes = Array(node.tree.source[node.byteRange])
        // The replacement is text: bytes of another encoding than UTF-8 would not survive the way.
        guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
        let isPaired = node.startTagRange.upperBound < node.byteRange.upperBound
        if isPaired {
            guard let close = bytes.indices.last(where: { bytes[$0] == UInt8(ascii: "<") }), bytes[(close + 2)...].starts(with: old) else { return nil }
            bytes.replaceSubrange(close + 2..<close + 2 + old.count, with: new)
        }
        bytes.replaceSubrange(1..<1 + old.count, with: new)
        let summary = Bilingual(fr: "renommer l'élément en <\(name)>", en: "rename the element to <\(name)>")
        return SuggestedEdit(byteRange: node.byteRange, replacement: String(decoding: bytes, as: UTF8.self), summary: summary)
    }

    /// Writes an element anew, with other attributes and without content.
    func rewriting(_ markup: String) -> SuggestedEdit? {
        guard isEditable else { return nil }
        let summary = Bilingual(fr: "réécrire <\(node.localName)>", en: "rewrite <\(node.localName)>")
        return SuggestedEdit(byteRange: node.byteRange, replacement: tag(node.localName, markup), summary: summary)
    }

    /// Replaces a text that stands once in the start tag: namespace declarations are no attributes, and so have no node.
    func replacingInStartTag(_ old: String, with new: String) -> SuggestedEdit? {
        guard isEditable else { return nil }
        let tag = node.tree.source[node.startTagRange]
        let pattern = Array(old.utf8)
        let places = tag.indices.filter { tag[$0] == pattern[0] && tag[$0...].starts(with: pattern) }
        guard places.count == 1 else { return nil }
        let summary = Bilingual(fr: "corriger la balise <\(node.localName)>", en: "correct the tag <\(node.localName)>")
        return SuggestedEdit(byteRange: places[0]..<places[0] + pattern.count, replacement: new, summary: summary)
    }

    /// Renames an attribute.
    func renamingAttribute(to name: String) -> SuggestedEdit? {
        guard isEditable, node.kind == .attribute else { return nil }
        let start = node.byteRange.lowerBound
        let summary = Bilingual(fr: "renommer l'attribut en @\(name)", en: "rename the attribute to @\(name)")
        return SuggestedEdit(byteRange: start..<start + node.qualifiedName.utf8.count, replacement: name, summary: summary)
    }

    /// Writes an element into a ClinicalDocument, at the place that the order of the standard gives it.
    ///
    /// - Parameters:
    ///   - name: the element's name, without prefix.
    ///   - markup: its attributes, for instance `code="FR"`.
    ///   - last: the last element of the order that may stand before it; its own name unless told.
    func insertingHeader(_ name: String, _ markup: String, behind last: String? = nil) -> SuggestedEdit? {
        guard isEditable, let rank = headerOrder.firstIndex(of: last ?? name) else { return nil }
        let earlier = Set(headerOrder[...rank])
        guard let before = node.elements.filter({ earlier.contains($0.localName) }).last else {
            guard let first = node.elements.first(where: { $0.kind == .element }) else { return nil }
            let start = first.byteRange.lowerBound
            return SuggestedEdit(byteRange: start..<start, replacement: tag(name, markup) + indentation(before: first), summary: insertion(of: name))
        }
        return inserting(name, markup, after: before)
    }

    /// Writes an element behind another, indented as that one.
    func inserting(_ name: String, _ markup: String, after sibling: Node) -> SuggestedEdit? {
        guard isEditable else { return nil }
        let end = sibling.byteRange.upperBound
        return SuggestedEdit(byteRange: end..<end, replacement: indentation(before: sibling) + tag(name, markup), summary: insertion(of: name))
    }

    private func tag(_ name: String, _ markup: String) -> String {
        "<\(node.prefix.map { $0 + ":" } ?? "")\(name)\(markup.isEmpty ? "" : " " + markup)/>"
    }

    private func insertion(of name: String) -> Bilingual { Bilingual(fr: "insérer <\(name)>", en: "insert <\(name)>") }

    /// The line end and the white space before an element, or nothing where it stands behind other markup.
    private func indentation(before element: Node) -> String {
        let source = element.tree.source
        var start = element.byteRange.lowerBound
        while start > 0, source[start - 1] == 0x20 || source[start - 1] == 0x09 { start -= 1 }
        guard start > 0, source[start - 1] == 0x0A else { return "" }
        return "\n" + String(decoding: source[start..<element.byteRange.lowerBound], as: UTF8.self)
    }
}

/// Whether a byte is white space of XML.
func isXMLSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

/// A text without the white space of XML at both ends.
func trimmingXMLSpace(_ text: String) -> String {
    let bytes = text.utf8
    guard let first = bytes.firstIndex(where: { !isXMLSpace($0) }), let last = bytes.lastIndex(where: { !isXMLSpace($0) }) else { return "" }
    return String(text[first...last])
}

/// A text as it stands between the quotes of an attribute.
private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case "\"": result += "&quot;"
        case "'": result += "&apos;"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}

/// The children of a ClinicalDocument in the order of the standard (CDA R2, 4.2).
let headerOrder = [
    "realmCode", "typeId", "templateId", "id", "code", "title", "effectiveTime", "confidentialityCode", "languageCode", "setId", "versionNumber",
    "copyTime", "recordTarget", "author", "dataEnterer", "informant", "custodian", "informationRecipient", "legalAuthenticator", "authenticator",
    "participant", "inFulfillmentOf", "documentationOf", "relatedDocument", "authorization", "componentOf", "component",
]
