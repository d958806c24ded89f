// Reads the bodies of the transactions.

import XMLTree

extension ProvideAndRegisterRequest {
    /// Reads ITI-41 (ITI TF-2 3.41.4.1).
    ///
    /// What is wrong with the metadata is left to the receiver's rules.
    public init(reading message: SOAPMessage) throws(MessageFailure) {
        let request = try message.payload("ProvideAndRegisterDocumentSetRequest", in: Namespace.xds)
        guard let submission = request.child("SubmitObjectsRequest", in: Namespace.lcm) else {
            throw MessageFailure(.structure, detail: "SubmitObjectsRequest")
        }
        let list = submission.child("RegistryObjectList", in: Namespace.rim)
        var documents: [ProvidedDocument] = []
        for element in request.children("Document", in: Namespace.xds) {
            guard let id = element[attribute: "id"] else { throw MessageFailure(.structure, detail: "Document/@id") }
            documents.append(ProvidedDocument(id: id, mediaType: message.part(of: element)?.mediaType, bytes: try message.bytes(of: element)))
        }
        self.init(objects: list.map(RegistryObjectList.init) ?? RegistryObjectList(), documents: documents)
    }
}

extension UpdateDocumentSetRequest {
    /// Reads ITI-57 (ITI TF-2 3.57.4.1).
    ///
    /// Which update it asks for is left to the receiver to say.
    public init(reading message: SOAPMessage) throws(MessageFailure) {
        let request = try message.payload("SubmitObjectsRequest", in: Namespace.lcm)
        self.init(objects: request.child("RegistryObjectList", in: Namespace.rim).map(RegistryObjectList.init) ?? RegistryObjectList())
    }
}

extension RegistryResponse {
    /// Reads the answer to ITI-41 and ITI-57; a fault is thrown, with its content, under the code `fault`.
    public init(reading message: SOAPMessage) throws(MessageFailure) {
        try self.init(try message.payload("RegistryResponse", in: Namespace.rs))
    }

    /// Reads any element that has a status and an error list.
    ///
    /// A failure without errors stays one, a success with errors too.
    init(_ node: Node) throws(MessageFailure) {
        guard let status = node[attribute: "status"].flatMap(ResponseStatus.init(rawValue:)) else { throw MessageFailure(.structure, detail: "status") }
        var errors: [RegistryError] = []
        for error in node.child("RegistryErrorList", in: Namespace.rs)?.children("RegistryError", in: Namespace.rs) ?? [] {
            guard let code = error[attribute: "errorCode"] else { throw MessageFailure(.structure, detail: "errorCode") }
            let isWarning = error[attribute: "severity"]?.hasSuffix("Warning") ?? false
            errors.append(
                RegistryError(
                    RegistryErrorCode(rawValue: code), error[attribute: "codeContext"] ?? "", severity: isWarning ? .warning : .error,
                    location: error[attribute: "location"].flatMap { $0.isEmpty ? nil : $0 }))
        }
        self.init(status: status, errors: errors)
    }
}

extension RetrieveRequest {
    /// Reads the request of ITI-43 (ITI TF-2 3.43.4.1).
    public init(reading message: SOAPMessage) throws(MessageFailure) {
        let request = try message.payload("RetrieveDocumentSetRequest", in: Namespace.xds)
        var documents: [DocumentRequest] = []
        for element in request.children("DocumentRequest", in: Namespace.xds) { documents.append(try DocumentRequest(element)) }
        guard !documents.isEmpty else { throw MessageFailure(.structure, detail: "DocumentRequest") }
        self.init(documents: documents)
    }
}

extension RetrieveResponse {
    /// Reads the answer of ITI-43 (ITI TF-2 3.43.4.2); a fault is thrown under the code `fault`.
    public init(reading message: SOAPMessage) throws(MessageFailure) {
        let answer = try message.payload("RetrieveDocumentSetResponse", in: Namespace.xds)
        guard let response = answer.child("RegistryResponse", in: Namespace.rs) else { throw MessageFailure(.structure, detail: "RegistryResponse") }
        var documents: [RetrievedDocument] = []
        for element in answer.children("DocumentResponse", in: Namespace.xds) {
            guard let document = element.child("Document", in: Namespace.xds), let type = element.child("mimeType", in: Namespace.xds) else {
                throw MessageFailure(.structure, detail: "DocumentResponse")
            }
            documents.append(
                RetrievedDocument(request: try DocumentRequest(element), mimeType: type.trimmedText, bytes: try message.bytes(of: document)))
        }
        self.init(response: try RegistryResponse(response), documents: documents)
    }
}

extension DocumentRequest {
    init(_ node: Node) throws(MessageFailure) {
        guard let repository = node.child("RepositoryUniqueId", in: Namespace.xds)?.trimmedText, !repository.isEmpty else {
            throw MessageFailure(.structure, detail: "RepositoryUniqueId")
        }
        guard let document = node.child("DocumentUniqueId", in: Namespace.xds)?.trimmedText, !document.isEmpty else {
            throw MessageFailure(.structure, detail: "DocumentUniqueId")
        }
        self.init(
            repositoryUniqueId: repository, documentUniqueId: document, homeCommunityId: node.child("HomeCommunityId", in: Namespace.xds)?.trimmedText)
    }
}

extension StoredQueryRequest {
    /// Reads the request of ITI-18 (ITI TF-2 3.18.4.1); the values of one slot are alternatives, a slot repeated is a parameter
    /// more.
    public init(reading message: SOAPMessage) throws(MessageFailure) {
        let request = try message.payload("AdhocQueryRequest", in: Namespace.query)
        guard let query = request.child("AdhocQuery", in: Namespace.rim), let id = query[attribute: "id"] else {
            throw MessageFailure(.structure, detail: "AdhocQuery")
        }
        guard let type = request.child("ResponseOption", in: Namespace.query)?[attribute: "returnType"].flatMap(StoredQueryReturnType.init(rawValue:)) else {
            throw MessageFailure(.structure, detail: "ResponseOption/@returnType")
        }
        var parameters: [QueryParameter] = []
        for slot in query.children("Slot", in: Namespace.rim).map(Slot.init) { parameters.append(try QueryParameter(slot)) }
        self.init(query: StoredQueryID(rawValue: id.lowercased()), returnType: type, parameters: parameters, homeCommunityId: query[attribute: "home"])
        // A negative number means, as an absent one does: all (ebRS 3.0, 6.2).
        startIndex = try request.number("startIndex").flatMap { $0 < 0 ? nil : $0 }
        maxResults = try request.number("maxResults").flatMap { $0 < 0 ? nil : $0 }
    }
}

extension StoredQueryResponse {
    /// Reads the answer of ITI-18 (ITI TF-2 3.18.4.2); a fault is thrown under the code `fault`.
    public init(reading message: SOAPMessage) throws(MessageFailure) {
        let answer = try message.payload("AdhocQueryResponse", in: Namespace.query)
        let list = answer.child("RegistryObjectList", in: Namespace.rim)
        self.init(response: try RegistryResponse(answer), objects: list.map(RegistryObjectList.init) ?? RegistryObjectList())
        startIndex = try answer.number("startIndex")
        totalResultCount = try answer.number("totalResultCount")
    }
}

extension Node {
    /// The number in an attribute; nil where it is absent.
    fileprivate func number(_ name: String) throws(MessageFailure) -> Int? {
        guard let text = self[attribute: name] else { return nil }
        guard let number = Int(text) else { throw MessageFailure(.structure, detail: "@\(name)") }
        return number
    }
}
