// The record store: answers ITI-41, ITI-18, ITI-43 and ITI-57 from one folder.

public import Foundation
import Synchronization
public import XDSMessages

/// An answer of the store: the HTTP status and the message.
public struct StoreAnswer: Sendable {
    /// The HTTP status: 200 for every registry response, failures too; 400 and above for faults.
    public var status: Int
    /// The message.
    public var message: CarriedMessage

    /// States an answer.
    public init(status: Int, message: CarriedMessage) {
        self.status = status
        self.message = message
    }
}

/// An XDS.b document registry and repository in one, kept in one SQLite file.
///
/// A submission is taken whole or not at all, in one transaction that is on disk before it is answered; submissions that arrive
/// together share one. Documents come back byte for byte.
public final class RegistryRepository: Sendable {
    let options: StoreOptions
    let now: @Sendable () -> Date
    let database: StoreDatabase
    let registrar: SubmissionQueue
    let behaviour: Mutex<Misbehaviour>

    /// Opens the store in a folder, which is made if it is not there; throws when the database cannot be opened durably.
    public init(folder: URL, options: StoreOptions = StoreOptions(), now: @escaping @Sendable () -> Date) throws {
        self.options = options
        self.now = now
        database = try StoreDatabase(folder: folder)
        registrar = SubmissionQueue(database: database)
        behaviour = Mutex(options.misbehaviour)
    }

    /// Changes what the store does wrong on purpose, from the next request on.
    public func misbehave(_ behaviour: Misbehaviour) { self.behaviour.withLock { $0 = behaviour } }

    /// Answers a whole message.
    ///
    /// - Parameter caller: who sends it, for instance the subject of the client certificate; kept with what is stored.
    public func respond(to carried: CarriedMessage, caller: String? = nil) async -> StoreAnswer {
        do {
            return await respond(to: try SOAPMessage.read(carried, understood: options.understoodHeaders, limits: options.limits), caller: caller)
        } catch {
            return refuse(error)
        }
    }

    /// A reader for a message that arrives piece by piece, within this store's limits.
    public func reader(contentType: String) throws(MessageFailure) -> SOAPMessageReader {
        try SOAPMessageReader(contentType: contentType, understood: options.understoodHeaders, limits: options.limits)
    }

    /// The answer to a message that could not be read.
    public func refuse(_ failure: MessageFailure) -> StoreAnswer { Answers.fault(failure.asFault, status: failure.httpStatus) }

    /// Answers a message that was read.
    ///
    /// - Parameters:
    ///   - message: the message.
    ///   - caller: who sends it, kept with what is stored.
    ///   - visitor: for whom it is sent, where an assertion says so; without one, everything is open.
    public func respond(to message: SOAPMessage, caller: String? = nil, visitor: RecordVisitor? = nil) async -> StoreAnswer {
        let action: TransactionAction
        do {
            action = try Self.action(of: message)
        } catch {
            return Answers.fault(error, relatesTo: message.header.messageID)
        }
        let wrong = behaviour.withLock { $0.next(for: action) }
        if wrong.delay > .zero { try? await Task.sleep(for: wrong.delay) }
        if wrong.answer == .truthful { return await perform(action, message, caller: caller, visitor) }
        if wrong.carriesOutFirst { _ = await perform(action, message, caller: caller, visitor) }
        return await Answers.false(wrong.answer, to: message, action: action)
    }

    /// The transaction asked for; anything but the four that are offered is refused by name.
    private static func action(of message: SOAPMessage) throws(SOAPFault) -> TransactionAction {
        let asked = message.header.action
        guard !asked.isEmpty, !message.header.messageID.isEmpty else {
            throw MessageFailure(.addressingMissing, detail: asked.isEmpty ? "Action" : "MessageID").asFault
        }
        guard let action = TransactionAction(rawValue: asked) else { throw .actionNotSupported("ITI-41, ITI-18, ITI-43 and ITI-57 are offered here") }
        guard action != .register else {
            throw .actionNotSupported("RegisterDocumentSet-b (ITI-42) is not offered: this repository registers by itself; use ITI-41")
        }
        return action
    }

    private func perform(_ action: TransactionAction, _ message: SOAPMessage, caller: String?, _ visitor: RecordVisitor?) async -> StoreAnswer {
        do {
            switch action {
            case .provideAndRegister: return try Answers.answer(await register(message, caller: caller), to: message)
            case .storedQuery: return try Answers.answer(await query(message, visitor), to: message)
            case .retrieve: return try Answers.answer(await retrieve(message, visitor), to: message)
            case .update: return try Answers.answer(await update(message, caller: caller, visitor), to: message, of: action)
            case .register: return Answers.fault(.actionNotSupported("RegisterDocumentSet-b (ITI-42)"), relatesTo: message.header.messageID)
            }
        } catch {
            return Answers.fault(error.asFault, status: error.httpStatus, relatesTo: message.header.messageID)
        }
    }

    /// ITI-41: what the package itself says first.
    private func register(_ message: SOAPMessage, caller: String?) async throws(MessageFailure) -> RegistryResponse {
        let request = try ProvideAndRegisterRequest(reading: message)
        if options.examinesContent, let failure = request.partContentFailure() { throw failure }
        return await registered(request, caller: caller)
    }

    /// The rules first, which need no database, then the queue.
    func registered(_ request: ProvideAndRegisterRequest, caller: String?) async -> RegistryResponse {
        let submission = Submission(request, patients: options.patients)
        var violations = MetadataRules.all.flatMap { $0.violations(in: submission) }
        if violations.isEmpty, options.examinesContent { violations = ContentIsAsDeclared().violations(in: submission) }
        guard violations.isEmpty else { return .failure(violations) }
        return await written(Registration(submission, options: options, caller: caller, now: now()))
    }

    /// ITI-57.
    private func update(_ message: SOAPMessage, caller: String?, _ visitor: RecordVisitor?) async throws(MessageFailure) -> RegistryResponse {
        await updated(try UpdateDocumentSetRequest(reading: message), caller: caller, by: visitor)
    }

    /// The rules first, then the queue.
    func updated(_ request: UpdateDocumentSetRequest, caller: String?) async -> RegistryResponse {
        do throws(UpdateRefused) {
            return await written(try MetadataUpdate(request, options: options, caller: caller, now: now()))
        } catch {
            return .failure(error.errors)
        }
    }

    private func written(_ change: any RegistryChange) async -> RegistryResponse {
        do {
            let errors = try await registrar.register(change)
            return errors.isEmpty ? .success : .failure(errors)
        } catch {
            return .failure([StoreDatabase.registryError(for: error)])
        }
    }

    private func query(_ message: SOAPMessage, _ visitor: RecordVisitor?) async throws(MessageFailure) -> StoredQueryResponse {
        let request: StoredQueryRequest
        do {
            request = try StoredQueryRequest(reading: message)
        } catch  where error.code == .queryParameter {
            return StoredQueryResponse(response: .failure([RegistryError(.registryError, "malformed value of \(error.detail ?? "a parameter")")]))
        }
        return await found(request, for: visitor)
    }

    private func retrieve(_ message: SOAPMessage, _ visitor: RecordVisitor?) async throws(MessageFailure) -> RetrieveResponse {
        await retrieved(try RetrieveRequest(reading: message), for: visitor)
    }
}
