// Speaks to a record store: submits (ITI-41), asks what it holds (ITI-18), retrieves (ITI-43), updates (ITI-57).

import ClinicalTypes
import Foundation
public import XDSMessages

/// A record store behind XDS.b transactions over mutually authenticated HTTPS.
///
/// Every call fails with a `DeliveryFailure` that is already classed: the decision what to do next is `DeliveryMachine`'s.
public struct StoreClient: Sendable {
    private let connection: StoreConnection
    private let repository: String
    private let registry: String

    /// Prepares to speak to a store.
    ///
    /// - Parameters:
    ///   - connection: the way there.
    ///   - repository: the URL for ITI-41 and ITI-43.
    ///   - registry: the URL for ITI-18 and ITI-57.
    public init(connection: StoreConnection, repository: String, registry: String) {
        self.connection = connection
        self.repository = repository
        self.registry = registry
    }

    /// Submits documents (ITI-41); returns the store's warnings when it has taken them.
    ///
    /// - Parameter blocks: further blocks of the SOAP header, such as the `wsse:Security` that says who acts; a message has its own.
    @discardableResult
    public func submit(_ request: ProvideAndRegisterRequest, header blocks: [[UInt8]] = []) async throws(DeliveryFailure) -> [RegistryError] {
        let message = try written(as: .provideAndRegister, blocks) { header throws(MessageFailure) in try request.message(header: header) }
        let answer = try await exchange(message, with: repository)
        let response = try read(answer) { message throws(MessageFailure) in try RegistryResponse(reading: message) }
        if let failure = DeliveryFailure(response) { throw failure }
        return response.errors
    }

    /// Asks the registry what it holds under a document's unique id (ITI-18, GetDocuments).
    ///
    /// Of several entries the one that is approved, else the last.
    public func find(uniqueID: String, header blocks: [[UInt8]] = []) async throws(DeliveryFailure) -> DocumentEntry? {
        let query = StoredQueryRequest(query: .getDocuments, parameters: [QueryParameter("$XDSDocumentEntryUniqueId", anyOf: [.string(uniqueID)])])
        let found = try await self.query(query, header: blocks)
        if found.response.errors.contains(where: { $0.code == .documentUniqueIdError }), found.objects.documentEntries.isEmpty { return nil }
        if let failure = DeliveryFailure(found.response) { throw failure }
        let entries = found.objects.documentEntries.filter { $0.uniqueId == uniqueID }
        return entries.first { $0.availabilityStatus == .approved } ?? entries.last
    }

    /// Asks the registry for the `entryUUID` of the folder of a unique id (ITI-18, GetFolders); nil where it has none.
    ///
    /// A reference is asked for, and no more: a structure that acts by itself (indirect mode) gets nothing else.
    public func folderID(uniqueID: String, header blocks: [[UInt8]] = []) async throws(DeliveryFailure) -> String? {
        let query = StoredQueryRequest(
            query: .getFolders, returnType: .objectRef, parameters: [QueryParameter("$XDSFolderUniqueId", anyOf: [.string(uniqueID)])])
        let found = try await self.query(query, header: blocks)
        if let failure = DeliveryFailure(found.response) { throw failure }
        return found.objects.references.first
    }

    /// Retrieves a document (ITI-43).
    public func retrieve(
        uniqueID: String, repositoryUniqueID: String, header blocks: [[UInt8]] = []
    ) async throws(DeliveryFailure) -> RetrievedDocument {
        let request = RetrieveRequest(documents: [DocumentRequest(repositoryUniqueId: repositoryUniqueID, documentUniqueId: uniqueID)])
        let retrieved = try await retrieve(request, header: blocks)
        if let failure = DeliveryFailure(retrieved.response) { throw failure }
        guard let document = retrieved.documents.first(where: { $0.request.documentUniqueId == uniqueID }) else { throw .answerUnreadable("no document") }
        return document
    }

    /// Asks a stored query (ITI-18): what the registry answers, its errors too; fails only where there is no answer.
    public func query(_ request: StoredQueryRequest, header blocks: [[UInt8]] = []) async throws(DeliveryFailure) -> StoredQueryResponse {
        let message = try written(as: .storedQuery, blocks) { header throws(MessageFailure) in try request.message(header: header) }
        let answer = try await exchange(message, with: registry)
        return try read(answer) { message throws(MessageFailure) in try StoredQueryResponse(reading: message) }
    }

    /// Retrieves documents (ITI-43): what the repository answers, its errors too; fails only where there is no answer.
    public func retrieve(_ request: RetrieveRequest, header blocks: [[UInt8]] = []) async throws(DeliveryFailure) -> RetrieveResponse {
        let message = try written(as: .retrieve, blocks) { header throws(MessageFailure) in try request.message(header: header) }
        let answer = try await exchange(message, with: repository)
        return try read(answer) { message throws(MessageFailure) in try RetrieveResponse(reading: message) }
    }

    /// Changes registered metadata (ITI-57): what the registry answers, its errors too; fails only where there is no answer.
    public func update(_ request: UpdateDocumentSetRequest, header blocks: [[UInt8]] = []) async throws(DeliveryFailure) -> RegistryResponse {
        let message = try written(as: .update, blocks) { header throws(MessageFailure) in try request.message(header: header) }
        let answer = try await exchange(message, with: registry)
        return try read(answer) { message throws(MessageFailure) in try RegistryResponse(reading: message) }
    }

    /// Changes the status of one registered entry (ITI-57), for instance to `deleted`; fails, classed, where the registry refuses.
    ///
    /// - Parameters:
    ///   - entryUUID: the entry, as it is registered.
    ///   - original: the status that it has.
    ///   - new: the status that it is to have.
    ///   - set: who asks, for which patient and when.
    ///   - blocks: further blocks of the SOAP header.
    public func setStatus(
        ofEntry entryUUID: String, from original: AvailabilityStatus, to new: AvailabilityStatus, submittedAs set: SubmissionSet, header blocks: [[UInt8]] = []
    ) async throws(DeliveryFailure) {
        if let failure = DeliveryFailure(try await update(.statusChange(of: entryUUID, from: original, to: new, in: set), header: blocks)) { throw failure }
    }

    /// Ends every exchange.
    public func close() { connection.close() }

    private func written(
        as action: TransactionAction, _ blocks: [[UInt8]], _ write: (SOAPHeader) throws(MessageFailure) -> CarriedMessage
    ) throws(DeliveryFailure) -> CarriedMessage {
        let url = action == .storedQuery || action == .update ? registry : repository
        let header = SOAPHeader(action: action.rawValue, messageID: "urn:uuid:\(UUID().uuidString.lowercased())", to: url, blocks: blocks)
        do { return try write(header) } catch { throw DeliveryFailure(unwritable: error) }
    }

    private func exchange(_ message: CarriedMessage, with url: String) async throws(DeliveryFailure) -> StoreAnswer {
        do {
            return try await connection.send(StoreRequest(url: url, contentType: message.contentType, body: message.chunks))
        } catch { throw DeliveryFailure(error) }
    }

    /// Reads an answer; a fault counts before the status that it came with, and the status before a body that cannot be read.
    private func read<Body>(_ answer: StoreAnswer, _ body: (SOAPMessage) throws(MessageFailure) -> Body) throws(DeliveryFailure) -> Body {
        do {
            let message = try SOAPMessage.read(CarriedMessage(contentType: answer.contentType, body: answer.body))
            let value = try body(message)
            guard (200..<300).contains(answer.status) else { throw DeliveryFailure(answer) }
            return value
        } catch let failure as DeliveryFailure {
            throw failure
        } catch let failure as MessageFailure {
            if let fault = failure.fault { throw DeliveryFailure(fault, answer) }
            guard (200..<300).contains(answer.status) else { throw DeliveryFailure(answer) }
            throw .answerUnreadable(failure.code.rawValue)
        } catch { throw .answerUnreadable("unknown") }
    }
}
