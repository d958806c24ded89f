// Reads an envelope: header blocks, body, and the parts that it includes.

import XMLTree

/// Reads an envelope.
struct EnvelopeReader {
    let understood: Set<QualifiedName>
    let limits: ReadingLimits

    /// Reads the envelope of a message; `parts` are those of its package, the root first.
    func message(envelope: [UInt8], parts: [MIMEPart]?, announcedAction: String?) throws(MessageFailure) -> SOAPMessage {
        let tree: FrozenTree
        do {
            tree = try FrozenTree.parse(envelope, limits: ParseLimits(bytes: limits.totalBytes, nodes: limits.envelopeNodes))
        } catch {
            throw MessageFailure(.notXML, parse: error)
        }
        guard tree.root.isElement("Envelope", in: Namespace.soap) else { throw MessageFailure(.soapVersion) }
        var children = Array(tree.root.elements)[...]
        let header = children.first.flatMap { $0.isElement("Header", in: Namespace.soap) ? $0 : nil }
        if header != nil { children.removeFirst() }
        guard children.count == 1, children[children.startIndex].isElement("Body", in: Namespace.soap) else {
            throw MessageFailure(.envelope, detail: "Header and Body")
        }
        let body = Array(children[children.startIndex].elements)
        guard body.count == 1 else { throw MessageFailure(.envelope, detail: "\(body.count) elements in the Body") }
        let blocks = header.map { Array($0.elements) } ?? []
        try refuseUnknown(blocks)
        let addressing = try addressing(of: blocks)
        if let announcedAction, !addressing.action.isEmpty, announcedAction != addressing.action {
            throw MessageFailure(.addressingInvalid, detail: "action differs from that of the Content-Type")
        }
        return SOAPMessage(
            header: addressing, headerBlocks: blocks.filter { $0.namespaceURI != Namespace.addressing }, payload: body[0],
            fault: body[0].isElement("Fault", in: Namespace.soap) ? try SOAPFault(reading: body[0]) : nil, isPackage: parts != nil,
            envelope: envelope, inclusions: try inclusions(in: tree, parts: parts))
    }

    /// Refuses a block that is addressed to us, must be understood, and is not (SOAP 1.2 Part 1, 5.2.2 and 5.2.3).
    private func refuseUnknown(_ blocks: [Node]) throws(MessageFailure) {
        let ours = [nil, "", Namespace.soap + "/role/next", Namespace.soap + "/role/ultimateReceiver"]
        let refused = blocks.filter { block in
            let mark = block.attribute("mustUnderstand", in: Namespace.soap)?.stringValue
            guard mark == "1" || mark == "true", ours.contains(block.attribute("role", in: Namespace.soap)?.stringValue) else { return false }
            return block.namespaceURI != Namespace.addressing && !understood.contains(QualifiedName(block.localName, in: block.namespaceURI ?? ""))
        }
        guard refused.isEmpty else { throw MessageFailure(.mustUnderstand, detail: refused.prefix(4).map(\.localName).joined(separator: ", ")) }
    }

    /// Reads the WS-Addressing properties, none of which may be there twice (WS-Addressing 1.0 SOAP binding, 3.2).
    private func addressing(of blocks: [Node]) throws(MessageFailure) -> SOAPHeader {
        func property(_ name: String) throws(MessageFailure) -> Node? {
            let found = blocks.filter { $0.isElement(name, in: Namespace.addressing) }
            guard found.count < 2 else { throw MessageFailure(.addressingInvalid, detail: "repeated \(name)") }
            return found.first
        }
        return SOAPHeader(
            action: try property("Action")?.trimmedText ?? "", messageID: try property("MessageID")?.trimmedText ?? "",
            to: try property("To")?.trimmedText, replyTo: try property("ReplyTo")?.child("Address", in: Namespace.addressing)?.trimmedText,
            // A message may relate to several others; the first is the one answered.
            relatesTo: blocks.first { $0.isElement("RelatesTo", in: Namespace.addressing) }?.trimmedText)
    }

    /// Finds the part of each Include (XOP 1.0, 4.2): by `cid:` alone, each part once, the root never, none left over.
    private func inclusions(in tree: FrozenTree, parts: [MIMEPart]?) throws(MessageFailure) -> [Node: MIMEPart] {
        let includes = tree.elements("Include", in: Namespace.xop)
        guard includes.count <= limits.includes else { throw MessageFailure(.tooManyIncludes, detail: "\(includes.count), more than \(limits.includes)") }
        let parts = parts ?? []
        var used: Set<Int> = []
        var result: [Node: MIMEPart] = [:]
        for include in includes {
            guard let holder = include.parent, holder.kind == .element, holder.isWrapping(include), let href = include[attribute: "href"] else {
                throw MessageFailure(.include)
            }
            guard let id = ContentIDReference.contentID(of: href) else { throw MessageFailure(.includeReference) }
            guard let index = parts.firstIndex(where: { $0.contentID == id }) else { throw MessageFailure(.includedPartMissing) }
            guard index > 0 else { throw MessageFailure(.rootIncluded) }
            guard used.insert(index).inserted else { throw MessageFailure(.partShared) }
            result[holder] = parts[index]
        }
        guard used.count == max(parts.count - 1, 0) else { throw MessageFailure(.partUnused) }
        return result
    }
}

enum ContentIDReference {
    /// The Content-ID that a `cid:` URL names, its percent-encoding undone (RFC 2392); nil for any other URL.
    static func contentID(of href: String) -> String? {
        guard href.utf8.count > 4, href.prefix(4).lowercased() == "cid:" else { return nil }
        var bytes: [UInt8] = []
        var rest = Array(href.utf8.dropFirst(4))[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            // Digit by digit: a number that is read whole may have a sign.
            guard let high = rest.popFirst().flatMap(hexadecimalDigit), let low = rest.popFirst().flatMap(hexadecimalDigit) else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

private func hexadecimalDigit(_ byte: UInt8) -> UInt8? { Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init) }

extension SOAPFault {
    /// Reads `soap:Fault` (SOAP 1.2 Part 1, 5.4).
    init(reading fault: Node) throws(MessageFailure) {
        guard let code = fault.child("Code", in: Namespace.soap), let value = code.child("Value", in: Namespace.soap),
            let known = SOAPFaultCode(rawValue: value.qualifiedText.local)
        else { throw MessageFailure(.envelope, detail: "Fault without a known Code") }
        var subcodes: [QualifiedName] = []
        var next = code.child("Subcode", in: Namespace.soap)
        while let subcode = next, subcodes.count < 8 {
            if let value = subcode.child("Value", in: Namespace.soap) { subcodes.append(value.qualifiedText) }
            next = subcode.child("Subcode", in: Namespace.soap)
        }
        let text = fault.child("Reason", in: Namespace.soap)?.child("Text", in: Namespace.soap)
        self.init(
            code: known, subcodes: subcodes, reason: text?.stringValue ?? "", language: text?.attribute("lang", in: Namespace.xml)?.stringValue ?? "")
    }
}
