// The store asked without a message around: what a door of another protocol asks by itself.

import Synchronization
public import XDSMessages

/// The store was told to give no answer that can be read.
public struct StoreMisbehaved: Error, Sendable {}

extension RegistryRepository {
    /// Registers documents (ITI-41): all of a submission or nothing, on disk before it is answered.
    ///
    /// - Parameters:
    ///   - request: the submission.
    ///   - caller: who submits, kept with what is stored.
    public func register(_ request: ProvideAndRegisterRequest, caller: String? = nil) async throws(StoreMisbehaved) -> RegistryResponse {
        try await behaving(.provideAndRegister, refusal: { $0 }, { await self.registered(request, caller: caller) })
    }

    /// Answers a stored query (ITI-18), for somebody where one is named.
    public func query(_ request: StoredQueryRequest, for visitor: RecordVisitor? = nil) async throws(StoreMisbehaved) -> StoredQueryResponse {
        try await behaving(.storedQuery, refusal: { StoredQueryResponse(response: $0) }, { await self.found(request, for: visitor) })
    }

    /// Gives documents (ITI-43), to somebody where one is named.
    public func retrieve(_ request: RetrieveRequest, for visitor: RecordVisitor? = nil) async throws(StoreMisbehaved) -> RetrieveResponse {
        try await behaving(.retrieve, refusal: { RetrieveResponse(response: $0, documents: []) }, { await self.retrieved(request, for: visitor) })
    }

    /// Changes metadata (ITI-57), for somebody where one is named.
    public func update(
        _ request: UpdateDocumentSetRequest, caller: String? = nil, by visitor: RecordVisitor? = nil
    ) async throws(StoreMisbehaved) -> RegistryResponse {
        try await behaving(.update, refusal: { $0 }, { await self.updated(request, caller: caller, by: visitor) })
    }

    /// Carries a request out, or does wrong what the store was told to do wrong.
    private func behaving<Answer>(
        _ action: TransactionAction, refusal: (RegistryResponse) -> Answer, _ carryOut: () async -> Answer
    ) async throws(StoreMisbehaved) -> Answer {
        let wrong = behaviour.withLock { $0.next(for: action) }
        if wrong.delay > .zero { try? await Task.sleep(for: wrong.delay) }
        if wrong.answer == .truthful { return await carryOut() }
        if wrong.carriesOutFirst { _ = await carryOut() }
        if case .refusal(let code) = wrong.answer { return refusal(.failure([Misbehaviour.error(code)])) }
        if wrong.answer == .silence { await Misbehaviour.keepSilent() }
        throw StoreMisbehaved()
    }
}
