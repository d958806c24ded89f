// `POST /v1/documents` and `POST /v1/validate`: a document comes in, and its sender is told what became of it.

import Acknowledgement
import AuthorTrust
import Classification
import ClinicalTypes
import CredentialChecks
import Foundation
import Gateway
import HTTPTypes
import Hummingbird
import Intake
import Journal
import Logging
import Validation

/// Takes documents in.
struct DocumentRoutes: Sendable {
    let way: DocumentWay
    let keeper: Doorkeeper
    let journal: any PassageJournal
    let bodies: BodyReader
    let logger: Logger

    /// `POST /v1/documents`: 202 with the receipt once the document is on disk, or the problem.
    func submit(_ request: Request, _ context: GatewayRequestContext) async throws -> Response {
        // Of strangers nothing is read but the head.
        let sender: AdmittedSender
        switch await keeper.admit(request, context) {
        case .turnedAway(let stranger): return refusal(stranger.answer(in: request.language))
        case .admitted(let admitted): sender = admitted
        }
        return try await withDocument(request, context) { received in
            let reception: Reception
            do throws(JournalFailure) {
                reception = try await way.receive(received, from: sender)
            } catch {
                return failure(error, request)
            }
            logger.info(
                "received",
                metadata: [
                    "passage": "\(reception.passage?.id.text ?? "-")", "refusal": "\(reception.refusal?.rawValue ?? "-")",
                    "bytes": "\(received.bytes.count)", "space": "\(reception.classified?.space?.rawValue ?? "-")",
                ])
            // A conflict is about somebody else's passage, whose sender is owed an answer still.
            let passages = reception.refusal == .conflict ? [] : [reception.passage].compactMap(\.self)
            return Response(reception.answer(in: request.language)).answering(passages, in: journal, now: keeper.now)
        }
    }

    /// `POST /v1/validate`: what there is to find; nothing is kept.
    func validate(_ request: Request, _ context: GatewayRequestContext) async throws -> Response {
        if case .turnedAway(let stranger) = await keeper.admit(request, context) { return refusal(stranger.answer(in: request.language)) }
        return try await withDocument(request, context) { received in
            let examination = way.judge.examine(received.bytes)
            var report = examination.report
            report.findings.insert(contentsOf: received.remarks, at: 0)
            var classified: Classified?
            switch examination.document.map(way.classifier.classify) {
            case .classified(let place): classified = place
            // A broken document is refused before it is classified: what the judge has said of the type is not said twice.
            case .refused(let findings): if report.isValid { report.findings += findings }
            case nil: break
            }
            return Response(ValidationAnswer(report: report, classified: classified).answer())
        }
    }

    /// Reads the body and opens the envelope.
    private func withDocument(
        _ request: Request, _ context: GatewayRequestContext, _ work: (ReceivedDocument) async throws -> Response
    ) async throws -> Response {
        let intake = DocumentIntake(maximumByteCount: bodies.maximumByteCount)
        let contentType = request.headers[.contentType]
        if let (reason, findings) = intake.refusal(
            contentType: contentType, contentEncoding: request.headers[.contentEncoding],
            announcedByteCount: request.headers[.contentLength].flatMap(Int.init))
        {
            return refusal(.envelopeRefused(Problem.Kind(reason), findings), request)
        }
        do {
            return try await bodies.read(request) { bytes in
                let sender = context.peer?.chain.first.map { hexadecimal(Digest.sha256($0)) }
                let envelope = Envelope(contentType: contentType, contentEncoding: request.headers[.contentEncoding], body: bytes)
                switch intake.receive(envelope, at: keeper.now(), door: context.isPlain ? "http" : "https", sender: sender) {
                case .received(let document): return try await work(document)
                case .refused(let reason, let findings): return refusal(.envelopeRefused(Problem.Kind(reason), findings), request)
                }
            }
        } catch let failure as BodyReader.Failure {
            switch failure {
            case .tooLarge(let count): return refusal(.envelopeRefused(.tooLarge, intake.tooLarge(count).1), request)
            case .crowded: return refusal(Problem(.tooManyRequests, retryAfter: 2), request)
            case .cutShort: return refusal(Problem(.badRequest), request)
            }
        }
    }

    /// A refusal before the body was read to its end: the connection ends with it.
    private func refusal(_ problem: Problem, _ request: Request) -> Response { refusal(problem.answer(in: request.language)) }

    private func refusal(_ answer: HTTPAnswer) -> Response {
        var response = Response(answer)
        response.headers[.connection] = "close"
        return response
    }

    /// The journal cannot write: what is new is refused, and told when to come again.
    private func failure(_ failure: JournalFailure, _ request: Request) -> Response {
        logger.error("journal failed", metadata: ["code": "\(failure.code)"])
        let detail: Bilingual? =
            failure == .full
            ? Bilingual(
                fr: "Le disque de la passerelle est plein : rien de nouveau n'est accepté. Rien de ce qui a été accepté n'est perdu.",
                en: "The gateway's disk is full: nothing new is accepted. Nothing that was accepted is lost.")
            : nil
        return Response(
            Problem(failure.isTemporary ? .unavailable : .internalFailure, detail: detail, retryAfter: failure.isTemporary ? 30 : nil).answer(
                in: request.language))
    }
}

extension Problem.Kind {
    /// The kind of problem that a refused envelope is.
    fileprivate init(_ refusal: IntakeRefusal) {
        switch refusal {
        case .empty: self = .documentRefused
        case .tooLarge: self = .tooLarge
        case .unsupportedMediaType: self = .unsupportedMediaType
        }
    }
}

extension Reception {
    /// What the sender is told.
    func answer(in language: Language) -> HTTPAnswer {
        switch refusal {
        case nil:
            guard let passage else { return Problem(.internalFailure).answer(in: language) }
            return SubmissionAnswer(passage, classified: classified, author: author, report: report).accepted(isRepetition: isRepetition)
        case .credentialMissing: return Problem(.credentialMissing).answer(in: language)
        case .credential: return Problem.credentialRefused(author, report: report, submission: passage?.id.text).answer(in: language)
        case .document, .classification, .metadata, .consent: return Problem.documentRefused(report, submission: passage?.id.text).answer(in: language)
        case .conflict: return Problem.conflict(uniqueID: passage?.facts.uniqueID, heldBy: passage?.id.text ?? "").answer(in: language)
        }
    }
}
