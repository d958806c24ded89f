// Puts what the store has to say into messages.

import Foundation
import XDSMessages

enum Answers {
    static func answer(
        _ response: RegistryResponse, to request: SOAPMessage, of action: TransactionAction = .provideAndRegister
    ) throws(MessageFailure) -> StoreAnswer {
        StoreAnswer(status: 200, message: try response.message(header: header(action, request), form: form(of: request)))
    }

    static func answer(_ response: StoredQueryResponse, to request: SOAPMessage) throws(MessageFailure) -> StoreAnswer {
        StoreAnswer(status: 200, message: try response.message(header: header(.storedQuery, request), form: form(of: request)))
    }

    /// A retrieval is answered with a package, however it was asked for (ITI TF-2 3.43.4.2).
    static func answer(_ response: RetrieveResponse, to request: SOAPMessage) throws(MessageFailure) -> StoreAnswer {
        StoreAnswer(status: 200, message: try response.message(header: header(.retrieve, request), form: .package))
    }

    static func fault(_ fault: SOAPFault, status: Int? = nil, relatesTo: String? = nil) -> StoreAnswer {
        let relatesTo = relatesTo.flatMap { $0.isEmpty ? nil : $0 }
        let message = try? fault.message(messageID: freshID(), relatesTo: relatesTo)
        return StoreAnswer(status: status ?? fault.httpStatus, message: message ?? CarriedMessage(contentType: "text/plain", body: []))
    }

    /// What a store says that misbehaves on purpose.
    static func `false`(_ answer: Misbehaviour.Answer, to request: SOAPMessage, action: TransactionAction) async -> StoreAnswer {
        switch answer {
        case .truthful, .garbage:
            return StoreAnswer(status: 200, message: CarriedMessage(contentType: "text/html", body: Array("<html><body>It works!".utf8)))
        case .fault: return fault(SOAPFault(code: .receiver, reason: "misbehaving on purpose"), relatesTo: request.header.messageID)
        case .silence:
            await Misbehaviour.keepSilent()
            return fault(SOAPFault(code: .receiver, reason: "misbehaving on purpose"), relatesTo: request.header.messageID)
        case .refusal(let code):
            let response = RegistryResponse.failure([Misbehaviour.error(code)])
            do {
                switch action {
                case .provideAndRegister, .register, .update: return try Self.answer(response, to: request, of: action)
                case .storedQuery: return try Self.answer(StoredQueryResponse(response: response), to: request)
                case .retrieve: return try Self.answer(RetrieveResponse(response: response, documents: []), to: request)
                }
            } catch {
                return fault(error.asFault, status: error.httpStatus)
            }
        }
    }

    /// A fresh `urn:uuid:`.
    static func freshID() -> String { "urn:uuid:" + UUID().uuidString.lowercased() }

    private static func header(_ action: TransactionAction, _ request: SOAPMessage) -> SOAPHeader {
        .answer(to: request.header, action: action.response, messageID: freshID())
    }

    private static func form(of request: SOAPMessage) -> MessageForm { request.isPackage ? .package : .plain }
}
