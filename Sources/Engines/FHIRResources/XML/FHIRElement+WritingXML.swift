// A resource written as XML (FHIR R4, 2.6.1): elements in the order of the specification, values in attributes.

extension FHIRElement {
    /// The resource as XML.
    public var xml: [UInt8] {
        var bytes: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>".utf8)
        write(as: type, isRoot: true, to: &bytes)
        return bytes
    }

    private func write(as name: String, isRoot: Bool = false, to bytes: inout [UInt8]) {
        bytes += "<\(name)".utf8
        if isRoot { bytes += " xmlns=\"\(FHIRNamespace.fhir)\"".utf8 }
        let definition = TypeDefinition.named(PrimitiveForm.all.contains(type) ? "Element" : type)
        let isResource = definition?.isResource == true
        if !isResource, let id = text("id") { Self.attribute("id", id, to: &bytes) }
        if type == "Extension", let url = text("url") { Self.attribute("url", url, to: &bytes) }
        if let value { Self.attribute("value", value, to: &bytes) }
        var content: [UInt8] = []
        for element in definition?.elements ?? [] where !(element.name == "id" && !isResource) && !(element.name == "url" && type == "Extension") {
            for child in all(element.name) { child.write(in: element, to: &content) }
        }
        guard !content.isEmpty else { return bytes += "/>".utf8 }
        bytes.append(UInt8(ascii: ">"))
        bytes += content
        bytes += "</\(name)>".utf8
    }

    private func write(in element: ElementDefinition, to bytes: inout [UInt8]) {
        switch element.type {
        case "Resource":
            bytes += "<\(element.name)>".utf8
            write(as: type, to: &bytes)
            bytes += "</\(element.name)>".utf8
        // A narrative was read as XML, or held against its form: it stands as it is.
        case "xhtml": bytes += (value ?? "").utf8
        default: write(as: element.name, to: &bytes)
        }
    }

    private static func attribute(_ name: String, _ value: String, to bytes: inout [UInt8]) {
        bytes += " \(name)=\"".utf8
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            // A parser turns them into spaces within attributes.
            case 0x09, 0x0A, 0x0D: bytes += "&#\(byte);".utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
