// What stands where a document stops being XML, what belongs there, and the edit that mends it.

import ClinicalTypes
import XMLTree

/// What the bytes around a failure tell; everything is nil where nothing is sure.
///
/// The bytes may be hostile: what is looked at is bounded, and bytes in an encoding of two are not looked at.
struct ParseRepair {
    /// What stands there.
    private(set) var found: String?
    /// What belongs there.
    private(set) var allowed: AllowedValues?
    /// The edit.
    private(set) var edit: SuggestedEdit?

    private let bytes: [UInt8]
    private let place: Int

    /// Looks at the bytes around a failure.
    init(_ failure: ParseFailure, in bytes: [UInt8]) {
        self.bytes = bytes
        place = min(max(0, failure.byteOffset), bytes.count)
        if case .encoding(let name, .notRead) = failure.reason {
            found = name
            allowed = AllowedValues(first: ["UTF-8", "ISO-8859-1", "ISO-8859-15", "US-ASCII", "UTF-16"])
        }
        if failure.reason == .rule(.notUTF8) { mendEncoding() }
        guard failure.code != .encoding, !bytes.starts(with: [0xFE, 0xFF]), !bytes.starts(with: [0xFF, 0xFE]) else { return }
        if failure.code == .dtdForbidden { mendDocumentType() }
        if case .version(let version) = failure.reason { mendVersion(version) }
        if case .rule(let rule) = failure.reason { mend(rule, opened: failure.opened) }
    }

    private mutating func mend(_ rule: XMLRule, opened: ParseFailure.OpenedElement?) {
        switch rule {
        case .ampersand, .semicolonMissing, .entityUnknown: mendReference()
        case .lessThanInAttribute: escapeLessThan()
        case .character: dropControl()
        case .endTagMismatch: mendEndTag(opened)
        case .elementOpen: allowed = opened.flatMap { name(at: $0.byteOffset + 1) }.map { AllowedValues(first: ["</\($0)>"]) }
        case .prefixUnbound: bindPrefix()
        default: break
        }
    }

    // MARK: References

    /// An ampersand by itself, a reference without end, or one to an entity of HTML.
    private mutating func mendReference() {
        let earliest = max(0, place - 40)
        guard let start = bytes[earliest..<place].lastIndex(of: UInt8(ascii: "&")) else { return }
        let name = bytes[(start + 1)...].prefix(40).prefix { isNameByte($0) }
        let end = start + 1 + name.count
        let isEnded = end < bytes.count && bytes[end] == UInt8(ascii: ";")
        let entity = String(decoding: name, as: UTF8.self)
        allowed = AllowedValues(first: ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"])
        found = "&" + entity + (isEnded ? ";" : "")
        if let character = Self.entities[entity] {
            propose(start..<(isEnded ? end + 1 : end), character, Bilingual(fr: "remplacer la référence", en: "replace the reference"))
        } else {
            propose(start..<start + 1, "&amp;", Bilingual(fr: "remplacer l'esperluette", en: "replace the ampersand"))
        }
    }

    /// The entities of XML, and those of HTML that word processors leave behind, as references that XML knows.
    private static let entities: [String: String] = [
        "amp": "&amp;", "lt": "&lt;", "gt": "&gt;", "quot": "&quot;", "apos": "&apos;",
        "nbsp": "&#160;", "laquo": "&#171;", "raquo": "&#187;", "deg": "&#176;", "plusmn": "&#177;", "sup2": "&#178;", "sup3": "&#179;", "micro": "&#181;",
        "middot": "&#183;", "frac12": "&#189;", "times": "&#215;", "divide": "&#247;", "copy": "&#169;", "reg": "&#174;",
        "Agrave": "&#192;", "Acirc": "&#194;", "Ccedil": "&#199;", "Egrave": "&#200;", "Eacute": "&#201;", "Ecirc": "&#202;", "Icirc": "&#206;",
        "Ocirc": "&#212;", "agrave": "&#224;", "acirc": "&#226;", "auml": "&#228;", "aelig": "&#230;", "ccedil": "&#231;", "egrave": "&#232;",
        "eacute": "&#233;", "ecirc": "&#234;", "euml": "&#235;", "icirc": "&#238;", "iuml": "&#239;", "ocirc": "&#244;", "ouml": "&#246;",
        "ugrave": "&#249;", "ucirc": "&#251;", "uuml": "&#252;", "OElig": "&#338;", "oelig": "&#339;", "alpha": "&#945;", "beta": "&#946;",
        "gamma": "&#947;", "ndash": "&#8211;", "mdash": "&#8212;", "lsquo": "&#8216;", "rsquo": "&#8217;", "ldquo": "&#8220;", "rdquo": "&#8221;",
        "bull": "&#8226;", "hellip": "&#8230;", "permil": "&#8240;", "euro": "&#8364;", "trade": "&#8482;", "rarr": "&#8594;", "le": "&#8804;",
        "ge": "&#8805;",
    ]

    // MARK: Tags

    /// The end tag of another element than the open one.
    private mutating func mendEndTag(_ opened: ParseFailure.OpenedElement?) {
        guard bytes[place...].starts(with: Array("</".utf8)), let wrong = name(at: place + 2) else { return }
        found = "</\(wrong)>"
        guard let right = opened.flatMap({ name(at: $0.byteOffset + 1) }), right != wrong else { return }
        allowed = AllowedValues(first: ["</\(right)>"])
        propose(place + 2..<place + 2 + wrong.utf8.count, right, Bilingual(fr: "renommer la balise fermante", en: "rename the end tag"))
    }

    /// The prefixes that French documents use without binding them.
    private static let prefixes = [("xsi", "http://www.w3.org/2001/XMLSchema-instance"), ("sdtc", "urn:hl7-org:sdtc"), ("cda", "urn:hl7-org:v3")]

    private mutating func bindPrefix() {
        guard place < bytes.count, bytes[place] == UInt8(ascii: "<"), let element = name(at: place + 1) else { return }
        let tag = bytes[place...].prefix(4096).prefix { $0 != UInt8(ascii: ">") }
        let words = String(decoding: tag, as: UTF8.self).split { "<> \t\r\n/=".contains($0) }
        for (prefix, namespace) in Self.prefixes where words.contains(where: { $0.hasPrefix("\(prefix):") }) && !words.contains("xmlns:\(prefix)") {
            found = prefix
            let end = place + 1 + element.utf8.count
            propose(
                end..<end, " xmlns:\(prefix)=\"\(namespace)\"",
                Bilingual(fr: "déclarer le préfixe \(prefix)", en: "bind the prefix \(prefix)"))
            return
        }
    }

    // MARK: The head of the document

    /// A document type declaration without declarations inside may simply go.
    private mutating func mendDocumentType() {
        let declaration = bytes[place...].prefix(1024)
        guard let end = declaration.firstIndex(of: UInt8(ascii: ">")), !declaration[..<end].contains(UInt8(ascii: "[")) else { return }
        propose(place..<end + 1, "", Bilingual(fr: "supprimer <!DOCTYPE…>", en: "remove <!DOCTYPE…>"))
    }

    /// What is not UTF-8 is mostly Latin-1, written by older programs; bytes that Latin-1 has no letters for say that it is not.
    private mutating func mendEncoding() {
        guard place < bytes.count else { return }
        found = "0x" + String(bytes[place], radix: 16, uppercase: true)
        let head = bytes.prefix(256)
        let isLatin = !bytes.contains { (0x80...0x9F).contains($0) || ($0 < 0x20 && ![0x09, 0x0A, 0x0D].contains($0)) }
        guard isLatin, head.starts(with: Array("<?xml ".utf8)), let end = head.firstIndex(of: UInt8(ascii: ">")) else { return }
        let declaration = String(decoding: head[..<end], as: UTF8.self)
        let summary = Bilingual(fr: "déclarer l'encodage des octets", en: "declare the encoding of the bytes")
        for name in ["UTF-8", "utf-8"] {
            guard let range = declaration.utf8.firstRange(of: name.utf8) else { continue }
            let start = declaration.utf8.distance(from: declaration.utf8.startIndex, to: range.lowerBound)
            return propose(start..<start + name.utf8.count, "ISO-8859-1", summary)
        }
        let mark = end - 1
        if !declaration.contains("encoding") { propose(mark..<mark, " encoding=\"ISO-8859-1\"", summary) }
    }

    private mutating func mendVersion(_ version: String) {
        found = version
        allowed = AllowedValues(first: ["1.0"])
        let head = bytes.prefix(64)
        let written = Array(version.utf8)
        guard let start = head.indices.first(where: { head[$0...].starts(with: written) && $0 > 0 && [0x22, 0x27].contains(head[$0 - 1]) }) else { return }
        propose(start..<start + written.count, "1.0", Bilingual(fr: "remplacer la version", en: "replace the version"))
    }

    // MARK: Characters

    private mutating func dropControl() {
        guard place < bytes.count, bytes[place] < 0x20 else { return }
        let digits = String(bytes[place], radix: 16, uppercase: true)
        found = "U+" + String(repeating: "0", count: 4 - digits.count) + digits
        propose(place..<place + 1, "", Bilingual(fr: "supprimer ce caractère", en: "remove this character"))
    }

    private mutating func escapeLessThan() {
        guard place < bytes.count, bytes[place] == UInt8(ascii: "<") else { return }
        found = "<"
        propose(place..<place + 1, "&lt;", Bilingual(fr: "remplacer le signe", en: "replace the sign"))
    }

    private mutating func propose(_ range: Range<Int>, _ replacement: String, _ summary: Bilingual) {
        edit = SuggestedEdit(byteRange: range, replacement: replacement, summary: summary)
    }

    /// The qualified name that starts at a byte, if it is short and plain.
    private func name(at start: Int) -> String? {
        guard start < bytes.count else { return nil }
        let name = bytes[start...].prefix(65).prefix { isNameByte($0) }
        return name.isEmpty || name.count > 64 ? nil : String(validating: name, as: UTF8.self)
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x2D, 0x2E, 0x3A, 0x5F, 0x80...: true
        default: false
        }
    }
}
