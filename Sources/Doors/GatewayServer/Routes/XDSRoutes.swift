// `POST /xds/repository` and `/xds/registry`: submissions over XDS.b (ITI-41), and what is relayed to the record store (ITI-18, ITI-43, ITI-57).

import AuthorTrust
import ClinicalTypes
import Foundation
import Gateway
import HTTPTypes
import Hummingbird
import Journal
import Logging
import NIOCore
import XDSMessages

/// Takes submissions over XDS.b in, and relays what is asked of the record store.
struct XDSRoutes: Sendable {
    let way: ProvideWay
    let relay: RelayWay
    let keeper: Doorkeeper
    let journal: any PassageJournal
    let bodies: BodyReader
    let logger: Logger

    /// `POST /xds/repository` and `/xds/registry`: a registry response once the documents are on disk, what the record store answered, or a fault.
    func post(_ request: Request, _ context: GatewayRequestContext) async throws -> Response {
        // Of strangers nothing is read but the head.
        let sender: AdmittedSender
        switch await keeper.admit(request, context) {
        case .turnedAway(let stranger): return response(to: .credentialRefused(stranger.author, submission: nil), nil, request, closes: true)
        case .admitted(let admitted): sender = admitted
        }
        do {
            return try await bodies.read(request) { bytes in
                let message: SOAPMessage
                do throws(MessageFailure) {
                    message = try SOAPMessage.read(
                        CarriedMessage(contentType: request.headers[.contentType] ?? "", body: bytes), understood: [.security], limits: limits)
                } catch {
                    return fault(error.asFault, status: error.httpStatus, nil)
                }
                return await answer(message, from: sender, request)
            }
        } catch let failure as BodyReader.Failure {
            switch failure {
            case .tooLarge: return fault(MessageFailure(.tooManyBytes).asFault, status: 413, nil, closes: true)
            case .crowded: return fault(SOAPFault(code: .receiver, reason: "too many requests in work; try again"), status: 429, nil, closes: true)
            case .cutShort: return fault(MessageFailure(.unterminated).asFault, nil, closes: true)
            }
        }
    }

    /// A boundary that differs from the announced one is read: published examples have it, and no other reader stands before this door.
    private var limits: ReadingLimits { ReadingLimits(totalBytes: bodies.maximumByteCount, toleratesOtherBoundary: true) }

    /// Answers a message that was read.
    private func answer(_ message: SOAPMessage, from stranger: AdmittedSender, _ request: Request) async -> Response {
        let asked: XDSRequest
        switch XDSRequest.reading(message, relays: relay.isOffered) {
        case .failure(let refusal): return fault(refusal, message)
        case .success(let read): asked = read
        }
        var sender = stranger
        var presented = stranger.credential
        presented.assertion = message.assertion(beside: presented.assertion)
        presented.documentSet = asked.documentSet
        if presented != stranger.credential {
            switch await keeper.admit(presented, token: PresentedFields(request).token) {
            case .turnedAway(let stranger): return response(to: .credentialRefused(stranger.author, submission: nil), message, request)
            case .admitted(let admitted): sender = admitted
            }
        }
        switch asked {
        case .provide(let provided): return await answer(provided, message, from: sender, request)
        case .relay(let relayed): return await answer(relayed, message, from: sender, request)
        }
    }

    private func answer(_ provided: ProvideAndRegisterRequest, _ message: SOAPMessage, from sender: AdmittedSender, _ request: Request) async -> Response {
        let reception = await way.receive(provided, from: sender, at: keeper.now(), language: request.language)
        if let failure = reception.journalFailure { logger.error("journal failed", metadata: ["code": "\(failure.code)"]) }
        logger.info(
            "submission",
            metadata: [
                "door": "xds", "passages": "\(reception.passages.map(\.id.text).joined(separator: " "))", "documents": "\(provided.documents.count)",
                "codes": "\(reception.findings.map(\.code).joined(separator: " "))",
            ])
        return response(to: reception.answer, message, request).answering(reception.passages, in: journal, now: keeper.now)
    }

    private func answer(_ relayed: RelayedRequest, _ message: SOAPMessage, from sender: AdmittedSender, _ request: Request) async -> Response {
        let answer = await relay.answer(to: relayed, messageID: message.header.messageID, from: sender, at: keeper.now(), language: request.language)
        logger.info(
            "relayed",
            metadata: [
                "door": "xds", "action": "\(message.header.action.prefix(64))",
                "outcome": "\(answer.outcome)",
                "codes": "\(answer.response?.errors.prefix(8).map { $0.code.rawValue.prefix(64) }.joined(separator: " ") ?? "")",
            ])
        let header = SOAPHeader.answer(
            to: message.header, action: message.header.action + "Response", messageID: "urn:uuid:" + UUID().uuidString.lowercased())
        let form: MessageForm = message.isPackage ? .package : .plain
        do {
            switch answer {
            case .query(let found): return Response(try found.message(header: header, form: form), status: 200)
            // A retrieval is answered with a package, however it was asked for (ITI TF-2 3.43.4.2).
            case .retrieve(let given): return Response(try given.message(header: header, form: .package), status: 200)
            case .registry(let changed): return Response(try changed.message(header: header, form: form), status: 200)
            case .credentialRefused(let verdict): return fault(.credentialRefused(verdict, submission: nil, in: request.language), message)
            case .identityRefused(let refusal): return fault(.identityRefused(refusal, in: request.language), message)
            }
        } catch {
            return fault(error.asFault, message)
        }
    }

    private func response(to answer: ProvideReception.Answer, _ message: SOAPMessage?, _ request: Request, closes: Bool = false) -> Response {
        switch answer {
        case .credentialRefused(let verdict, let submission):
            return fault(.credentialRefused(verdict, submission: submission, in: request.language), message, closes: closes)
        case .registry(let response):
            guard let message else { return fault(SOAPFault(code: .receiver, reason: "no message"), nil) }
            let header = SOAPHeader.answer(
                to: message.header, action: TransactionAction.provideAndRegister.response, messageID: "urn:uuid:" + UUID().uuidString.lowercased())
            do {
                return Response(try response.message(header: header, form: message.isPackage ? .package : .plain), status: 200)
            } catch {
                return fault(error.asFault, message)
            }
        }
    }

    private func fault(_ fault: SOAPFault, status: Int? = nil, _ message: SOAPMessage?, closes: Bool = false) -> Response {
        let relatesTo = message.flatMap { $0.header.messageID.isEmpty ? nil : $0.header.messageID }
        let carried = try? fault.message(messageID: "urn:uuid:" + UUID().uuidString.lowercased(), relatesTo: relatesTo)
        var response = Response(carried ?? CarriedMessage(contentType: "text/plain", body: []), status: status ?? fault.httpStatus)
        if closes { response.headers[.connection] = "close" }
        return response
    }
}

extension Response {
    /// A message of SOAP, as HTTP.
    fileprivate init(_ message: CarriedMessage, status: Int) {
        var fields: HTTPFields = [.contentType: message.contentType]
        fields[.contentLength] = String(message.byteCount)
        self.init(status: .init(code: status), headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: message.body)))
    }
}

extension RelayedAnswer {
    /// The outcome for the log: no content.
    fileprivate var outcome: String {
        switch self {
        case .credentialRefused: "credential refused"
        case .identityRefused(let refusal): "identity refused by the store: \(refusal)"
        case .query, .retrieve, .registry: response.map { "\($0.status)" } ?? ""
        }
    }
}
