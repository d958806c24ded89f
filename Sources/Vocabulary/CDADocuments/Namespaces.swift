// The namespaces that a French CDA document uses, and the short steps of reading within them.

import XMLTree

/// The XML namespaces of a French CDA document.
public enum CDANamespace {
    /// HL7 version 3: every element of CDA itself.
    public static let hl7 = "urn:hl7-org:v3"
    /// The HL7 extensions (SDTC).
    public static let sdtc = "urn:hl7-org:sdtc"
    /// DICOM PS3.20, for the accession number of an order.
    public static let dicom = "urn:dicom-org:ps3-20"
    /// XSLT, the outside of a self-presenting document.
    public static let xslt = "http://www.w3.org/1999/XSL/Transform"
    /// The national wrapper (`Contenu`) within a self-presenting document.
    public static let wrapper = "urn:asip-sante:ci-sis"
    /// XML signatures, the outside of a signed document.
    public static let signature = "http://www.w3.org/2000/09/xmldsig#"
    /// XML Schema instance attributes.
    public static let schemaInstance = "http://www.w3.org/2001/XMLSchema-instance"
}

extension Node {
    /// The first child element of that name in the HL7 namespace.
    func hl7(_ name: String) -> Node? { child(name, in: CDANamespace.hl7) }

    /// The child elements of that name in the HL7 namespace.
    func hl7All(_ name: String) -> [Node] { children(name, in: CDANamespace.hl7) }

    /// An attribute without its surrounding white space, nil where absent.
    func trimmed(_ name: String) -> String? { self[attribute: name].map(trimmingWhitespace) }
}

/// A text without the white space of XML (space, tab, line ends) at both ends.
func trimmingWhitespace(_ text: String) -> String {
    let bytes = text.utf8
    guard let first = bytes.firstIndex(where: { !isWhitespace($0) }), let last = bytes.lastIndex(where: { !isWhitespace($0) }) else { return "" }
    if first == bytes.startIndex, bytes.index(after: last) == bytes.endIndex { return text }
    return String(text[first...last])
}

private func isWhitespace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
