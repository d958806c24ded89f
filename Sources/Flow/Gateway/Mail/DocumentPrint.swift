// The PDF in a document, for readers whose software knows no CDA.

import CDADocuments
import ClinicalTypes
import Foundation
import XMLTree

/// The PDF that a document is, or carries.
enum DocumentPrint {
    /// The bytes of the first PDF: the body itself (level 1), else one among the observed media (level 3).
    static func pdf(in document: CDADocument) -> [UInt8]? {
        if case .unstructured(let body) = document.body, body.mediaType == "application/pdf", case .success(let bytes) = body.decoded() {
            return proven(bytes)
        }
        for value in document.tree.elements("value", in: "urn:hl7-org:v3")
        where value.parent?.localName == "observationMedia" && value[attribute: "mediaType"] == "application/pdf" && value[attribute: "representation"] == "B64"
        {
            if let data = Data(base64Encoded: value.stringValue, options: .ignoreUnknownCharacters), let bytes = proven([UInt8](data)) { return bytes }
        }
        return nil
    }

    private static func proven(_ bytes: [UInt8]) -> [UInt8]? { bytes.starts(with: Array("%PDF-".utf8)) ? bytes : nil }

    /// The name that mailboxes show: date, title and patient (bridge of the French profile), without what file systems forbid.
    static func name(of document: CDADocument, order: MailOrder) -> String {
        let day = document.effectiveTime?.value.map { String($0.text.prefix(8)) } ?? ""
        let words = [day, order.title, order.family, order.given].filter { !$0.isEmpty }.joined(separator: "_")
        let plain = String.UnicodeScalarView(
            words.unicodeScalars.map { "/\\:*?\"<>|".unicodeScalars.contains($0) || $0.properties.generalCategory == .control ? "-" : $0 })
        return String(String(plain).prefix(120)) + ".pdf"
    }
}
