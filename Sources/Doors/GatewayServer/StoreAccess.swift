// The record store of a configuration, reached with the gateway's own credentials.

import ClinicalTypes
import Delivery
import XDSMessages

/// Why the store gave no document; says nothing of the document.
public struct StoreAccessFailure: Error, Sendable, CustomStringConvertible {
    /// The code and what to do.
    public let description: String
}

/// The record store that a configuration names.
public struct StoreAccess: Sendable {
    private let client: StoreClient
    private let repositoryID: String

    /// Prepares to reach the store.
    public init(_ configuration: GatewayConfiguration) throws {
        client = try GatewayRuntime.storeClient(configuration)
        repositoryID = configuration.store.repositoryID
    }

    /// The bytes of a document (ITI-43).
    public func retrieve(_ uniqueID: String) async throws -> [UInt8] {
        do {
            return try await client.retrieve(uniqueID: uniqueID, repositoryUniqueID: repositoryID).bytes
        } catch {
            throw StoreAccessFailure(description: "\(error.code): \(error.message.en)")
        }
    }
}
