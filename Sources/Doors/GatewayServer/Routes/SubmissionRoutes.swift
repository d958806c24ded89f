// `GET /v1/submissions`: a sender looks up what became of its documents.

import Acknowledgement
import ClinicalTypes
import CredentialChecks
import Foundation
import Gateway
import Hummingbird
import Journal
import Logging

/// Shows submissions to whoever sent them; to everybody else they do not exist.
struct SubmissionRoutes: Sendable {
    let keeper: Doorkeeper
    let journal: any PassageJournal
    let logger: Logger

    /// `GET /v1/submissions?state=…&documentId=…&limit=…&before=…`: a page, newest first.
    func list(_ request: Request, _ context: GatewayRequestContext) async throws -> Response {
        if case .turnedAway(let stranger) = await keeper.admit(request, context) { return Response(stranger.answer(in: request.language)) }
        let fingerprint = context.peer?.chain.first.map { hexadecimal(Digest.sha256($0)) }
        let parameters = request.uri.queryParameters
        let limit = parameters["limit"].map { Int($0) ?? 0 } ?? 50
        let documentID = parameters["documentId"].map(String.init)
        var legs: Set<StoreLeg> = []
        for state in parameters[values: "state"] {
            guard let leg = StoreLeg(rawValue: String(state)) else { return malformed("state", request) }
            legs.insert(leg)
        }
        guard (1...500).contains(limit) else { return malformed("limit", request) }
        let before = parameters["before"].map { Int64($0) }
        if case .some(nil) = before { return malformed("before", request) }
        let filter = PassageFilter(
            storeLegs: legs, documentUniqueID: documentID, certificateFingerprint: fingerprint)
        do {
            let page = try await journal.passages(matching: filter, before: before ?? nil, limit: limit)
            let mine = page.passages.filter { $0.sender.certificateFingerprint == fingerprint }
            let next = page.next.map { cursor in
                "/v1/submissions?limit=\(limit)&before=\(cursor)" + legs.map { "&state=\($0.rawValue)" }.sorted().joined()
                    + (documentID.map { "&documentId=\(Self.encoded($0))" } ?? "")
            }
            return Response(SubmissionAnswer.page(mine.map { SubmissionAnswer($0) }, next: next))
        } catch {
            return failure(error, request)
        }
    }

    /// `GET /v1/submissions/{id}`: one submission with its verdicts and its timeline.
    func show(_ request: Request, _ context: GatewayRequestContext) async throws -> Response {
        if case .turnedAway(let stranger) = await keeper.admit(request, context) { return Response(stranger.answer(in: request.language)) }
        let fingerprint = context.peer?.chain.first.map { hexadecimal(Digest.sha256($0)) }
        guard let id = context.parameters.get("id").flatMap({ PassageID($0) }) else { return Response(Problem(.notFound).answer(in: request.language)) }
        do {
            guard let record = try await journal.record(of: id), record.passage.sender.certificateFingerprint == fingerprint else {
                return Response(Problem(.notFound).answer(in: request.language))
            }
            let sealed = try await journal.content(of: id)?.report
            return Response(SubmissionAnswer(record, sealed: sealed).shown())
        } catch {
            return failure(error, request)
        }
    }

    /// A value as it may stand in a query (RFC 3986, 2.3).
    private static func encoded(_ value: String) -> String {
        value.utf8.map { byte in
            let letter = byte | 0x20
            let isUnreserved = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(letter) || "-._~".utf8.contains(byte)
            return isUnreserved ? String(UnicodeScalar(byte)) : "%" + hexadecimal([byte]).uppercased()
        }
        .joined()
    }

    private func malformed(_ parameter: String, _ request: Request) -> Response {
        let detail = Bilingual(fr: "Le paramètre \(parameter) n'a pas une valeur permise.", en: "The parameter \(parameter) has no allowed value.")
        return Response(Problem(.badRequest, detail: detail).answer(in: request.language))
    }

    private func failure(_ failure: JournalFailure, _ request: Request) -> Response {
        logger.error("journal failed", metadata: ["code": "\(failure.code)"])
        return Response(Problem(failure.isTemporary ? .unavailable : .internalFailure, retryAfter: failure.isTemporary ? 5 : nil).answer(in: request.language))
    }
}
