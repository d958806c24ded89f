// Puts a body into an envelope, and the envelope into a package.

/// Collects the documents of a message while its envelope is written.
struct MessageWriter {
    var form: MessageForm
    private(set) var attachments: [(contentID: String, mediaType: String, bytes: [UInt8])] = []

    init(form: MessageForm) { self.form = form }

    /// Writes the bytes of a document at this place: an Include in a package, else base64.
    mutating func document(_ bytes: [UInt8], mediaType: String?, into xml: inout XMLWriter) throws(MessageFailure) {
        switch form {
        case .plain: xml.chunk(Base64.encode(bytes))
        case .package(let names):
            let contentID = "doc\(attachments.count + 1)@\(names.host)"
            xml.element("xop:Include", [("xmlns:xop", Namespace.xop), ("href", "cid:" + contentID)])
            attachments.append((contentID, try Self.headerValue(mediaType ?? "application/octet-stream"), bytes))
        }
    }

    /// The whole message.
    func carried(envelope: [[UInt8]], action: String?) throws(MessageFailure) -> CarriedMessage {
        let action = try action.map { value throws(MessageFailure) in "; action=\"\(try Self.headerValue(value))\"" } ?? ""
        guard case .package(let names) = form else {
            return CarriedMessage(contentType: "application/soap+xml; charset=UTF-8" + action, chunks: envelope)
        }
        let root = "<root@\(names.host)>"
        var chunks: [[UInt8]] = [
            Self.partHeader(names.boundary, type: #"application/xop+xml; charset=UTF-8; type="application/soap+xml""#, contentID: root, first: true)
        ]
        chunks += envelope
        for attachment in attachments {
            chunks.append(Self.partHeader(names.boundary, type: attachment.mediaType, contentID: "<\(attachment.contentID)>"))
            chunks.append(attachment.bytes)
        }
        chunks.append(Array("\r\n--\(names.boundary)--\r\n".utf8))
        let type = #"multipart/related; type="application/xop+xml"; start="\#(root)"; start-info="application/soap+xml"; boundary="\#(names.boundary)""#
        return CarriedMessage(contentType: type + action, chunks: chunks)
    }

    private static func partHeader(_ boundary: String, type: String, contentID: String, first: Bool = false) -> [UInt8] {
        let lines = ["--" + boundary, "Content-Type: " + type, "Content-Transfer-Encoding: binary", "Content-ID: " + contentID, "", ""]
        return Array(((first ? "" : "\r\n") + lines.joined(separator: "\r\n")).utf8)
    }

    /// A value that may stand in a header field: visible ASCII and spaces, no quote.
    private static func headerValue(_ value: String) throws(MessageFailure) -> String {
        guard value.utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\"") }) else { throw MessageFailure(.character, detail: "header") }
        return value
    }
}

extension MessageWriter {
    /// Writes a whole message: addressing, opaque blocks, and the body that the closure writes.
    static func message(
        header: SOAPHeader, form: MessageForm, body: (inout XMLWriter, inout MessageWriter) throws(MessageFailure) -> Void
    ) throws(MessageFailure) -> CarriedMessage {
        var writer = MessageWriter(form: form)
        var xml = XMLWriter()
        try xml.element("soap:Envelope", [("xmlns:soap", Namespace.soap), ("xmlns:wsa", Namespace.addressing)]) { xml throws(MessageFailure) in
            try xml.element("soap:Header") { xml throws(MessageFailure) in try header.write(into: &xml) }
            try xml.element("soap:Body") { xml throws(MessageFailure) in try body(&xml, &writer) }
        }
        return try writer.carried(envelope: xml.chunks(), action: header.action)
    }
}

extension SOAPHeader {
    /// Writes the WS-Addressing properties (WS-Addressing 1.0 SOAP binding, 3.2) and the further blocks.
    func write(into xml: inout XMLWriter) throws(MessageFailure) {
        xml.element("wsa:Action", [("soap:mustUnderstand", "true")], text: action)
        xml.element("wsa:MessageID", text: messageID)
        if let relatesTo { xml.element("wsa:RelatesTo", text: relatesTo) }
        if let replyTo {
            try xml.element("wsa:ReplyTo") { xml throws(MessageFailure) in xml.element("wsa:Address", text: replyTo) }
        }
        if let to { xml.element("wsa:To", [("soap:mustUnderstand", "true")], text: to) }
        for block in blocks { xml.verbatim(block) }
    }
}
