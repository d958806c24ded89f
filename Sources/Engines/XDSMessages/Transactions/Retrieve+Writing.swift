// Writes ITI-43.

extension RetrieveRequest {
    /// The request as a message (ITI TF-2 3.43.4.1).
    public func message(header: SOAPHeader, form: MessageForm = .package) throws(MessageFailure) -> CarriedMessage {
        try MessageWriter.message(header: header, form: form) { xml, _ throws(MessageFailure) in
            try xml.element("xdsb:RetrieveDocumentSetRequest", [("xmlns:xdsb", Namespace.xds)]) { xml throws(MessageFailure) in
                for document in documents {
                    try xml.element("xdsb:DocumentRequest") { xml throws(MessageFailure) in document.write(into: &xml) }
                }
            }
        }
    }
}

extension RetrieveResponse {
    /// The answer as a message (ITI TF-2 3.43.4.2).
    public func message(header: SOAPHeader, form: MessageForm = .package) throws(MessageFailure) -> CarriedMessage {
        try MessageWriter.message(header: header, form: form) { xml, writer throws(MessageFailure) in
            try xml.element("xdsb:RetrieveDocumentSetResponse", [("xmlns:xdsb", Namespace.xds)]) { xml throws(MessageFailure) in
                try response.write(into: &xml)
                for document in documents {
                    try xml.element("xdsb:DocumentResponse") { xml throws(MessageFailure) in
                        document.request.write(into: &xml)
                        xml.element("xdsb:mimeType", text: document.mimeType)
                        try xml.element("xdsb:Document") { xml throws(MessageFailure) in
                            try writer.document(document.bytes, mediaType: document.mimeType, into: &xml)
                        }
                    }
                }
            }
        }
    }
}

extension DocumentRequest {
    func write(into xml: inout XMLWriter) {
        if let homeCommunityId { xml.element("xdsb:HomeCommunityId", text: homeCommunityId) }
        xml.element("xdsb:RepositoryUniqueId", text: repositoryUniqueId)
        xml.element("xdsb:DocumentUniqueId", text: documentUniqueId)
    }
}
