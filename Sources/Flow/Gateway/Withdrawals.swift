// Documents deleted in the record store: asked about, and set to Deleted (ITI-57; TD3.3c).

import AuthorTrust
public import Delivery
public import Foundation
import Journal
import XDSMessages

/// A deletion as it was ordered; sealed in the journal.
struct WithdrawalOrder: Codable {
    /// The registry entry as it would be written for the document that was sent with the deletion.
    var entry: DocumentEntry
    /// Who asks, for which patient and when.
    var set: SubmissionSet
    /// What an assertion for the store says; nil where none is written.
    var claims: IndirectClaims?

    var sealed: [UInt8] {
        get throws { [UInt8](try JSONEncoder().encode(self)) }
    }
}

/// Deletes documents in a record store.
public struct Withdrawals: Sendable {
    private let store: StoreClient
    private let assertions: RecordAssertions?
    private let now: @Sendable () -> Date

    /// Prepares to delete.
    ///
    /// - Parameters:
    ///   - store: the record store.
    ///   - assertions: writes the assertion of each message; nil where the store asks for none.
    ///   - now: the clock.
    public init(store: StoreClient, assertions: RecordAssertions? = nil, now: @escaping @Sendable () -> Date) {
        self.store = store
        self.assertions = assertions
        self.now = now
    }

    /// What the next message carries to say who acts.
    private func blocks(for order: WithdrawalOrder) async throws(DeliveryFailure) -> [[UInt8]] {
        guard let assertions, let claims = order.claims else { return [] }
        return try await assertions.blocks(for: claims, now: now())
    }

    /// What the store holds under the unique id; nil where it holds nothing.
    func entry(for order: WithdrawalOrder) async throws(DeliveryFailure) -> DocumentEntry? {
        try await store.find(uniqueID: order.entry.uniqueId, header: blocks(for: order))
    }

    /// The bytes that the store holds under the unique id; nil where it holds nothing.
    func bytes(ofDocument uniqueID: String, header blocks: [[UInt8]]) async throws(DeliveryFailure) -> [UInt8]? {
        guard let entry = try await store.find(uniqueID: uniqueID, header: blocks), let repository = entry.repositoryUniqueId else { return nil }
        return try await store.retrieve(uniqueID: uniqueID, repositoryUniqueID: repository, header: blocks).bytes
    }

    /// Deletes the document, unless that is so already.
    func carryOut(_ order: WithdrawalOrder) async -> ErrandResult {
        do throws(DeliveryFailure) {
            guard let held = try await entry(for: order) else { return .done(detail: "the store does not hold it") }
            guard held.patientId == order.entry.patientId else { return .park(.otherPatientsDocument) }
            let status = held.availabilityStatus ?? .approved
            guard status != .deleted else { return .done(detail: "it was deleted before") }
            // A later version has come since the deletion was ordered.
            guard status != .deprecated else { return .giveUp(.replacedDocument) }
            try await store.setStatus(
                ofEntry: held.entryUUID, from: status, to: .deleted, submittedAs: order.set, header: blocks(for: order))
            return .done(detail: "deleted")
        } catch {
            switch error.kind {
            case .transient, .ambiguous, .duplicate: return .later(PassageFailure(error), pause: error.retryAfter)
            case .needsPerson: return .park(PassageFailure(error))
            case .permanent: return .giveUp(PassageFailure(error))
            }
        }
    }

    /// The carrier of these errands.
    public func carrier(policy: RetryPolicy, parallel: Int = 4) -> ErrandCarrier {
        ErrandCarrier(kind: .withdrawal, parallel: parallel, policy: policy) { load in
            guard let order = try? JSONDecoder().decode(WithdrawalOrder.self, from: Data(load.content)) else { return .park(.errandUnreadable) }
            return await carryOut(order)
        }
    }
}

extension PassageFailure {
    /// The store holds a later version.
    static let replacedDocument = PassageFailure(
        code: "withdrawal.replaced", failureClass: .permanent, message: "the document was replaced before it could be deleted",
        advice: "delete the last version")

    /// The store holds the id for another patient.
    static let otherPatientsDocument = PassageFailure(
        code: "withdrawal.other-patient", failureClass: .permanent, message: "the store holds this id for another patient",
        advice: "find out whose document it is; discard the deletion, or retry once the store is put right")
}
