// The way of a question to the record store, or of a change of it: prove who asks, hold it against patient and rights, ask, give what may be given.

public import AuthorTrust
public import ClinicalTypes
public import Delivery
public import Foundation
import XDSMessages

/// The way of a question to the record store (ITI-18, ITI-43), or of a change of it (ITI-57).
///
/// The gateway holds whoever asks to the rights: the assertion names the patient, the matrices say what may be done. What concerns another patient, or is
/// hidden from who asks, is never handed on. Where the store is to know for whom is asked, each message tells it.
public struct RelayWay: Sendable {
    private let senders: SenderTrust
    let store: StoreClient
    private let assertions: RelayAssertions?

    /// Puts the check of senders before the store.
    ///
    /// - Parameters:
    ///   - senders: proves who asks.
    ///   - store: the record store.
    ///   - assertions: tells the store who asks; nil where it asks for none.
    public init(senders: SenderTrust, store: StoreClient, assertions: RelayAssertions? = nil) {
        self.senders = senders
        self.store = store
        self.assertions = assertions
    }

    /// Whether anything is relayed: where no assertion is looked at, nobody knows for which patient somebody asks.
    public var isOffered: Bool { senders.judgesConsulting }

    /// Hands a request on, and gives the answer as far as the sender may have it.
    ///
    /// - Parameters:
    ///   - request: what is asked.
    ///   - messageID: the name of the message: an assertion is good for one.
    ///   - sender: who asks.
    ///   - moment: when it came.
    ///   - language: the language of the words in the answer.
    public func answer(
        to request: RelayedRequest, messageID: String, from sender: AdmittedSender, at moment: Date, language: Language = .english
    ) async -> RelayedAnswer {
        let target = AssertionTarget(patients: request.patients.compactMap(ClaimedPatient.init(cx:)), purpose: messageID)
        let consulting = senders.consulting(sender.standing, for: target)
        // Nothing of a deposit is written here: the use of the assertion has to be on disk before the record is asked.
        guard await senders.keepsUses() else { return request.refused([RelayRefusal.unkept.error(in: language)]) }
        let told: RelayedIdentity
        do throws(RelayedIdentityGap) {
            told = consulting.claims == nil ? .untold : try assertions?.identity(of: consulting) ?? .untold
        } catch {
            return request.refused([RelayRefusal(error).error(in: language, error.detail)])
        }
        guard let rights = RelayRights(consulting, told: told) else { return .credentialRefused(consulting.verdict) }
        guard request.patients.allSatisfy(rights.concerns) else { return request.refused([RelayRefusal.otherPatient.error(in: language)]) }
        let assertions = assertions
        do throws(RelayStop) {
            let turn = RelayTurn(
                store: store, rights: rights,
                blocks: { () async throws(DeliveryFailure) in try await assertions?.blocks(telling: told, now: moment) ?? [] }, language: language)
            switch request {
            case .query(let query): return .query(try await turn.query(query))
            case .references(let query): return .query(try await turn.references(query))
            case .retrieve(let documents): return .retrieve(try await turn.retrieve(documents))
            case .update(let update): return .registry(try await turn.update(update))
            }
        } catch {
            switch error {
            case .errors(let errors): return request.refused(errors)
            case .identity(let refusal): return .identityRefused(refusal)
            }
        }
    }
}

extension RelayedRequest {
    /// The answer that refuses all of it.
    func refused(_ errors: [RegistryError]) -> RelayedAnswer {
        switch self {
        case .query, .references: .query(StoredQueryResponse(response: .failure(errors)))
        case .retrieve: .retrieve(RetrieveResponse(response: .failure(errors), documents: []))
        case .update: .registry(.failure(errors))
        }
    }
}

extension ClaimedPatient {
    /// Reads the identifier and the authority of a CX.
    fileprivate init?(cx: String) {
        let parts = cx.split(separator: "^", omittingEmptySubsequences: false)
        let authority = parts.count > 3 ? parts[3].split(separator: "&", omittingEmptySubsequences: false) : []
        guard authority.count > 1, !parts[0].isEmpty else { return nil }
        self.init(identifier: String(parts[0]), root: String(authority[1]))
    }
}
