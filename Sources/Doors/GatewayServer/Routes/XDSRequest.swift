// What a message at the XDS.b door asks for; what is not offered is refused by name.

import Gateway
import XDSMessages

/// What a message at the XDS.b door asks for.
enum XDSRequest: Sendable {
    /// To take documents in.
    case provide(ProvideAndRegisterRequest)
    /// Something of the record store.
    case relay(RelayedRequest)

    /// The documents that one assertion is shown for.
    var documentSet: Set<String> {
        guard case .provide(let request) = self else { return [] }
        return Set(request.objects.documentEntries.map(\.uniqueId))
    }

    /// Reads a message.
    ///
    /// - Parameter relays: whether what is asked of the record store is relayed.
    static func reading(_ message: SOAPMessage, relays: Bool) -> Result<XDSRequest, SOAPFault> {
        let asked = message.header.action
        guard !asked.isEmpty, !message.header.messageID.isEmpty else {
            return .failure(MessageFailure(.addressingMissing, detail: asked.isEmpty ? "Action" : "MessageID").asFault)
        }
        guard let action = TransactionAction(rawValue: asked) else {
            return .failure(.actionNotSupported("offered here: ITI-41, and ITI-18, ITI-43 and ITI-57 relayed to the record store"))
        }
        if action == .register {
            return .failure(.actionNotSupported("RegisterDocumentSet-b (ITI-42) is not offered: the gateway registers by itself; use ITI-41"))
        }
        guard action == .provideAndRegister || relays else {
            return .failure(.actionNotSupported("ITI-18, ITI-43 and ITI-57 are relayed only where assertions are looked at (assertion.policy, author.policy)"))
        }
        do {
            switch action {
            case .storedQuery: return .success(.relay(.query(try StoredQueryRequest(reading: message))))
            case .retrieve: return .success(.relay(.retrieve(try RetrieveRequest(reading: message))))
            case .update: return .success(.relay(.update(try UpdateDocumentSetRequest(reading: message))))
            case .provideAndRegister, .register: return .success(.provide(try ProvideAndRegisterRequest(reading: message)))
            }
        } catch {
            return .failure(error.asFault)
        }
    }
}
