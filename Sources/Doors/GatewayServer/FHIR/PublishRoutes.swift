// `POST /fhir` and `POST /fhir/DocumentReference`: documents published over FHIR (ITI-65, ITI-105).

import Acknowledgement
import AuthorTrust
import ClinicalTypes
import FHIRResources
import Foundation
import Gateway
import HTTPTypes
import Hummingbird
import Journal
import Logging
import SubmissionMetadata
import XDSMessages

/// Takes publications over FHIR in.
struct PublishRoutes: Sendable {
    /// Who publishes: the way that this sender's publications go, or why none.
    enum Caller: Sendable {
        case admitted(@Sendable (Publication) async -> PublishReception)
        case turnedAway(Problem)
    }

    /// Lets a sender in.
    let admit: @Sendable (Request, GatewayRequestContext) async -> Caller
    /// The OID under which a document without a submission set is submitted.
    let sourceID: String
    /// Where it is written down that senders were answered; nil where nothing is owed.
    let journal: (any PassageJournal)?
    let bodies: BodyReader
    let logger: Logger

    /// `POST /fhir`: a Bundle of type transaction; 200 with the transaction-response once the documents are on disk.
    func publish(_ request: Request, _ context: GatewayRequestContext) async throws -> Response {
        try await withResource(request, context) { resource, receive, conversation in
            let publication = Publication(transaction: resource)
            let reception = await self.receive(publication, by: receive)
            guard case .published(let parts) = reception.answer else { return refusal(reception, conversation) }
            let base = request.fhirBase(context)
            var bundle = FHIRElement("Bundle")
            bundle.add("type", "transaction-response")
            let warnings = reception.issues.isEmpty ? nil : FHIRIssue.outcome(reception.issues, in: conversation.language)
            for (index, part) in parts.enumerated() {
                bundle.add("entry") { entry in
                    entry.add("response") { response in
                        response.add("status", part.location == nil ? "200 OK" : "201 Created")
                        response.add("location", part.location.map { base + $0 })
                        // Warnings stand once, with the submission set or, without one, with the first entry.
                        if let warnings, publication.parts[index] == .submissionSet { response.add("outcome", warnings) }
                    }
                }
            }
            return conversation.answer(bundle).answering(reception.passages, in: journal)
        }
    }

    /// `POST /fhir/DocumentReference`: a document within its metadata; 201 with the resource as it is known here.
    func publishOne(_ request: Request, _ context: GatewayRequestContext) async throws -> Response {
        try await withResource(request, context) { resource, receive, conversation in
            let reception = await self.receive(Publication(simplified: resource, sourceID: sourceID, named: UUID()), by: receive)
            guard case .published(let parts) = reception.answer else { return refusal(reception, conversation) }
            let location = parts.first?.location ?? ""
            var published = resource
            published.set("id", location.split(separator: "/").last.map(String.init))
            published.change("content") { content in
                content.change("attachment") { attachment in
                    // The document is read where it lies (ITI-68).
                    attachment.remove("data")
                    attachment.set("url", request.fhirBase(context) + location.replacing("DocumentReference/", with: "Binary/"))
                }
            }
            var response = conversation.answer(published, status: 201)
            response.headers[.location] = request.fhirBase(context) + location
            return response.answering(reception.passages, in: journal)
        }
    }

    private func receive(_ publication: Publication, by receive: @Sendable (Publication) async -> PublishReception) async -> PublishReception {
        let reception = await receive(publication)
        if let failure = reception.journalFailure { logger.error("journal failed", metadata: ["code": "\(failure.code)"]) }
        logger.info(
            "submission",
            metadata: [
                "door": "fhir", "passages": "\(reception.passages.map(\.id.text).joined(separator: " "))",
                "documents": "\(publication.request.documents.count)", "codes": "\(reception.issues.compactMap(\.code).joined(separator: " "))",
            ])
        return reception
    }

    /// Lets the sender in, reads the body and the resource in it.
    private func withResource(
        _ request: Request, _ context: GatewayRequestContext,
        _ work: (FHIRElement, @Sendable (Publication) async -> PublishReception, FHIRConversation) async throws -> Response
    ) async throws -> Response {
        let conversation = FHIRConversation(request)
        // Of strangers nothing is read but the head.
        let receive: @Sendable (Publication) async -> PublishReception
        switch await admit(request, context) {
        case .turnedAway(let problem): return conversation.problem(problem, closes: true)
        case .admitted(let admitted): receive = admitted
        }
        guard conversation.isAcceptable else { return conversation.outcome([.notAcceptable], status: 406, closes: true) }
        guard let format = request.headers[.contentType].flatMap({ FHIRFormat(mediaType: $0) }) else {
            return conversation.problem(Problem(.unsupportedMediaType), closes: true)
        }
        do {
            return try await bodies.read(request) { bytes in
                let resource: FHIRElement
                do throws(FHIRFaults) {
                    let limits = FHIRLimits(bytes: bodies.maximumByteCount)
                    resource = format == .json ? try FHIRElement.read(json: bytes, limits: limits) : try FHIRElement.read(xml: bytes, limits: limits)
                } catch {
                    return conversation.outcome(error.faults.map { FHIRIssue($0) }, status: 400)
                }
                return try await work(resource, receive, conversation)
            }
        } catch let failure as BodyReader.Failure {
            switch failure {
            case .tooLarge: return conversation.problem(Problem(.tooLarge), closes: true)
            case .crowded: return conversation.problem(Problem(.tooManyRequests, retryAfter: 2), closes: true)
            case .cutShort: return conversation.problem(Problem(.badRequest), closes: true)
            }
        }
    }

    /// Nothing was taken: 409 where an id is taken, 503 where the journal or the registry cannot write now, else 422.
    private func refusal(_ reception: PublishReception, _ conversation: FHIRConversation) -> Response {
        if case .credentialRefused(let verdict, let submission) = reception.answer {
            return conversation.problem(.credentialRefused(verdict, submission: submission))
        }
        if let failure = reception.journalFailure {
            var response = conversation.outcome(reception.issues, status: failure.isTemporary || failure == .full ? 503 : 500)
            if failure.isTemporary { response.headers[.retryAfter] = "30" }
            return response
        }
        let errors = reception.issues.filter { $0.weight == .error }
        if errors.contains(where: { $0.type == "transient" }) {
            var response = conversation.outcome(reception.issues, status: 503)
            response.headers[.retryAfter] = "30"
            return response
        }
        // An id that is registered already; one that stands twice in the publication itself is a mistake in it.
        let isConflict = errors.contains { $0.type == "duplicate" && $0.code?.hasPrefix("fhir.") != true }
        return conversation.outcome(reception.issues, status: isConflict ? 409 : 422)
    }
}

extension Problem {
    /// Somebody who is not let in.
    static func turnedAway(_ stranger: Reception) -> Problem {
        stranger.refusal == .credentialMissing ? Problem(.credentialMissing) : .credentialRefused(stranger.author, submission: nil)
    }
}

extension FHIRIssue {
    /// Neither JSON nor XML is wanted.
    static let notAcceptable = FHIRIssue(
        type: "not-supported", code: "request.not-acceptable",
        words: Bilingual(
            fr: "Les réponses sont en application/fhir+json ou application/fhir+xml.", en: "Answers are application/fhir+json or application/fhir+xml."))
}

extension Request {
    /// The base of the FHIR addresses, as the caller names this host.
    func fhirBase(_ context: GatewayRequestContext) -> String {
        guard let authority = head.authority, !authority.isEmpty else { return "" }
        return "\(context.isPlain ? "http" : "https")://\(authority)/fhir/"
    }
}
