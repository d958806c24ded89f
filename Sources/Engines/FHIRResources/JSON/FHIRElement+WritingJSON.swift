// A resource written as JSON (FHIR R4, 2.6.2): members in the order of the specification, no white space.

extension FHIRElement {
    /// The resource as JSON.
    public var json: [UInt8] {
        var bytes: [UInt8] = []
        writeObject(to: &bytes)
        return bytes
    }

    private func writeObject(to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        func name(_ text: String, to bytes: inout [UInt8]) {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            Self.write(text, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
        }
        let definition = TypeDefinition.named(type)
        if definition?.isResource == true {
            name("resourceType", to: &bytes)
            Self.write(type, to: &bytes)
        }
        for element in definition?.elements ?? [] {
            let values = all(element.name)
            guard !values.isEmpty else { continue }
            if PrimitiveForm.all.contains(element.type) {
                if values.contains(where: { $0.value != nil }) {
                    name(element.name, to: &bytes)
                    Self.write(values, isList: element.isList, to: &bytes) { $0.writeValue(to: &$1) }
                }
                if values.contains(where: { !$0.children.isEmpty }) {
                    name("_" + element.name, to: &bytes)
                    Self.write(values, isList: element.isList, to: &bytes) { $0.writeCompanion(to: &$1) }
                }
            } else {
                name(element.name, to: &bytes)
                Self.write(values, isList: element.isList, to: &bytes) { $0.writeObject(to: &$1) }
            }
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private static func write(_ values: [FHIRElement], isList: Bool, to bytes: inout [UInt8], _ one: (FHIRElement, inout [UInt8]) -> Void) {
        guard isList else { return one(values[0], &bytes) }
        bytes.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            one(value, &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private func writeValue(to bytes: inout [UInt8]) {
        guard let value else { return bytes += "null".utf8 }
        if type == "boolean" || PrimitiveForm.numbers.contains(type) { bytes += value.utf8 } else { Self.write(value, to: &bytes) }
    }

    /// The id and extensions of a primitive, which stand beside its value.
    private func writeCompanion(to bytes: inout [UInt8]) {
        guard !children.isEmpty else { return bytes += "null".utf8 }
        var companion = FHIRElement("Element")
        for child in children { companion.add(child.name, child.element) }
        companion.writeObject(to: &bytes)
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x0A: bytes += "\\n".utf8
            case 0x0D: bytes += "\\r".utf8
            case 0x09: bytes += "\\t".utf8
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += "\\u00".utf8
                bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
