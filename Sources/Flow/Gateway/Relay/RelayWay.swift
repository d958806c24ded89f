// The way of a question to the record store, or of a change of it: prove who asks, hold it against patient and rights, ask, give what may be given.

public import AuthorTrust
public import ClinicalTypes
public import Delivery
public import Foundation
import XDSMessages

/// The way of a question to the record store (ITI-18, ITI-43), or of a change of it (ITI-57).
///
/// The store knows the gateway alone, so the gateway holds whoever asks to the rights: the assertion names the patient, the matrices say what may be
/// done. What concerns another patient, or is hidden from who asks, is never handed on.
public struct RelayWay: Sendable {
    /// Gives the blocks of the SOAP header that tell the store who acts, from what the caller has proven.
    public typealias Acting = @Sendable (VIHF, Date) async throws(DeliveryFailure) -> [[UInt8]]

    private let senders: SenderTrust
    let store: StoreClient
    private let acting: Acting?

    /// Puts the check of senders before the store.
    public init(senders: SenderTrust, store: StoreClient, acting: Acting? = nil) {
        self.senders = senders
        self.store = store
        self.acting = acting
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
        guard let claims = consulting.claims, let rights = RelayRights(consulting) else { return .credentialRefused(consulting.verdict) }
        guard request.patients.allSatisfy(rights.concerns) else { return request.refused([RelayRefusal.otherPatient.error(in: language)]) }
        var blocks: [[UInt8]] = []
        do throws(DeliveryFailure) {
            blocks = try await acting?(claims, moment) ?? []
        } catch {
            return request.refused([RelayRefusal.noAnswer.error(in: language, "(\(error.code))")])
        }
        do throws(RelayStop) {
            let turn = RelayTurn(store: store, rights: rights, blocks: blocks, language: language)
            switch request {
            case .query(let query): return .query(try await turn.query(query))
            case .retrieve(let documents): return .retrieve(try await turn.retrieve(documents))
            case .update(let update): return .registry(try await turn.update(update))
            }
        } catch {
            return request.refused(error.errors)
        }
    }
}

extension RelayedRequest {
    /// The answer that refuses all of it.
    func refused(_ errors: [RegistryError]) -> RelayedAnswer {
        switch self {
        case .query: .query(StoredQueryResponse(response: .failure(errors)))
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
