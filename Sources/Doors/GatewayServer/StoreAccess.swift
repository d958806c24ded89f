// The record store of a configuration, reached with the gateway's own credentials.

import ClinicalTypes
import Delivery
import Foundation
import Gateway
import Journal
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
    private let configuration: GatewayConfiguration
    private let assertions: RecordAssertions?

    /// Prepares to reach the store.
    public init(_ configuration: GatewayConfiguration) throws {
        client = try GatewayRuntime.storeClient(configuration)
        repositoryID = configuration.store.repositoryID
        assertions = try GatewayRuntime.recordAssertions(configuration)
        self.configuration = configuration
    }

    /// The bytes of a document (ITI-43); where the store wants to know who asks, that is whoever sent the document through this gateway.
    public func retrieve(_ uniqueID: String) async throws -> [UInt8] {
        do throws(DeliveryFailure) {
            return try await client.retrieve(uniqueID: uniqueID, repositoryUniqueID: repositoryID, header: blocks(uniqueID)).bytes
        } catch {
            throw StoreAccessFailure(description: "\(error.code): \(error.message.en)")
        }
    }

    private func blocks(_ uniqueID: String) async throws(DeliveryFailure) -> [[UInt8]] {
        guard let assertions else { return [] }
        let journal = try? GatewayRuntime.secondaryJournal(configuration)
        let blocks: Result<[[UInt8]], DeliveryFailure>
        do throws(DeliveryFailure) {
            blocks = .success(try await assertions.blocks(forDocument: uniqueID, in: journal, now: Date()))
        } catch { blocks = .failure(error) }
        try? await journal?.close()
        return try blocks.get()
    }
}
