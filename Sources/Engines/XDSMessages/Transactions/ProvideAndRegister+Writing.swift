// Writes ITI-41.

extension ProvideAndRegisterRequest {
    /// The request as a message (ITI TF-2 3.41.4.1); throws only for characters that XML cannot carry.
    public func message(header: SOAPHeader, form: MessageForm = .package) throws(MessageFailure) -> CarriedMessage {
        try MessageWriter.message(header: header, form: form) { xml, writer throws(MessageFailure) in
            try xml.element("xdsb:ProvideAndRegisterDocumentSetRequest", [("xmlns:xdsb", Namespace.xds)]) { xml throws(MessageFailure) in
                try xml.element("lcm:SubmitObjectsRequest", [("xmlns:lcm", Namespace.lcm)]) { xml throws(MessageFailure) in try objects.write(into: &xml) }
                for document in documents {
                    try xml.element("xdsb:Document", [("id", document.id)]) { xml throws(MessageFailure) in
                        try writer.document(document.bytes, mediaType: document.mediaType, into: &xml)
                    }
                }
            }
        }
    }
}
