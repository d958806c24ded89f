// A registry and its repository, as they are asked over FHIR: who stands behind is not seen.

public import ClinicalTypes
public import Delivery
public import XDSMessages

/// Why a registry gave no answer.
public enum RegistryRefusal: Error, Sendable {
    /// Who asks may not ask: the checks that failed.
    case credential(AuthorVerdict)
    /// The record store refuses who asks, as the gateway told it.
    case identity(IdentityRefusal)
    /// It cannot be reached, or what it says cannot be read; whether it is worth asking again.
    case unavailable(code: String, isTemporary: Bool)
    /// Nothing is relayed here.
    case notOffered
}

/// A registry and its repository: the store's own, or one that is asked in the caller's name.
public struct RegistryAccess: Sendable {
    /// Asks a stored query (ITI-18); references are for whoever asks here alone, and are handed on to nobody.
    public let query: @Sendable (StoredQueryRequest) async throws(RegistryRefusal) -> StoredQueryResponse
    /// Retrieves documents (ITI-43).
    public let retrieve: @Sendable (RetrieveRequest) async throws(RegistryRefusal) -> RetrieveResponse
    /// Changes metadata (ITI-57).
    public let update: @Sendable (UpdateDocumentSetRequest) async throws(RegistryRefusal) -> RegistryResponse

    /// Names the three ways.
    public init(
        query: @escaping @Sendable (StoredQueryRequest) async throws(RegistryRefusal) -> StoredQueryResponse,
        retrieve: @escaping @Sendable (RetrieveRequest) async throws(RegistryRefusal) -> RetrieveResponse,
        update: @escaping @Sendable (UpdateDocumentSetRequest) async throws(RegistryRefusal) -> RegistryResponse
    ) {
        self.query = query
        self.retrieve = retrieve
        self.update = update
    }
}
