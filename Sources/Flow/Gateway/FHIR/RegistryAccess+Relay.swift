// The record store, asked over FHIR in the caller's name and with the caller's rights.

public import ClinicalTypes
public import Foundation
import XDSMessages

extension RegistryAccess {
    /// The record store behind a relay.
    ///
    /// - Parameters:
    ///   - relay: proves the caller and holds it to its rights.
    ///   - sender: who asks.
    ///   - requestID: names the request: an assertion is good for one, however often the store is asked for it.
    ///   - moment: when it came.
    ///   - language: the language of words.
    public init(relay: RelayWay, as sender: AdmittedSender, requestID: String, at moment: Date, language: Language) {
        @Sendable func ask(_ request: RelayedRequest) async throws(RegistryRefusal) -> RelayedAnswer {
            guard relay.isOffered else { throw .notOffered }
            let answer = await relay.answer(to: request, messageID: requestID, from: sender, at: moment, language: language)
            if case .credentialRefused(let verdict) = answer { throw .credential(verdict) }
            if case .identityRefused(let refusal) = answer { throw .identity(refusal) }
            return answer
        }
        self.init(
            query: { query throws(RegistryRefusal) in
                guard case .query(let found) = try await ask(query.returnType == .objectRef ? .references(query) : .query(query)) else {
                    throw .unavailable(code: "internal", isTemporary: false)
                }
                return found
            },
            retrieve: { wanted throws(RegistryRefusal) in
                guard case .retrieve(let given) = try await ask(.retrieve(wanted)) else { throw .unavailable(code: "internal", isTemporary: false) }
                return given
            },
            update: { change throws(RegistryRefusal) in
                guard case .registry(let changed) = try await ask(.update(change)) else { throw .unavailable(code: "internal", isTemporary: false) }
                return changed
            })
    }
}
