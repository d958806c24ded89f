// `DELETE /v1/documents/{id}`: whoever may send a document has it deleted.

import Acknowledgement
import AuthorTrust
import ClinicalTypes
import Foundation
import Gateway
import Hummingbird
import Journal
import Logging

/// Takes deletions in.
struct DeletionRoutes: Sendable {
    let way: DeletionWay
    let keeper: Doorkeeper
    let logger: Logger

    /// `DELETE /v1/documents/{id}`, the id being the document's unique id: 202 with the receipt once the deletion is on disk, or the problem.
    func delete(_ request: Request, _ context: GatewayRequestContext) async throws -> Response {
        let sender: AdmittedSender
        switch await keeper.admit(request, context) {
        case .turnedAway(let stranger): return Response(stranger.answer(in: request.language))
        case .admitted(let admitted): sender = admitted
        }
        guard let id = context.parameters.get("id")?.removingPercentEncoding, (1...128).contains(id.utf8.count) else {
            return Response(Problem(.notFound).answer(in: request.language))
        }
        let reception = await way.delete(id, from: sender, at: Date())
        logger.info("deletion", metadata: ["outcome": "\(reception.outcome)"])
        return Response(reception.answer(in: request.language))
    }
}

extension DeletionReception {
    /// What became of it in a word, and the errand or the code.
    fileprivate var outcome: String {
        switch self {
        case .ordered(let errand): "ordered \(errand.id.text)"
        case .unknown: "unknown"
        case .conflict: "conflict"
        case .credentialRefused(let verdict): "credential \(verdict.failures.first?.code ?? "-")"
        case .refused(let findings): "refused \(findings.first?.code ?? "-")"
        case .unavailable(let code): "unavailable \(code)"
        }
    }

    /// What the sender is told.
    fileprivate func answer(in language: Language) -> HTTPAnswer {
        switch self {
        case .ordered(let errand):
            let deletion = DeletionAnswer(
                id: errand.id.text, state: errand.state.rawValue, uniqueId: errand.documentUniqueID, submission: errand.passage?.text)
            return DeletionAnswer.accepted([deletion])
        case .unknown: return Problem(.notFound).answer(in: language)
        case .conflict(let passage):
            let detail = Bilingual(
                fr: "Le document est déjà supprimé, une version suivante le remplace, ou un autre contenu est détenu sous cet identifiant.",
                en: "The document is deleted already, a later version replaces it, or other content is held under this id.")
            return Problem(.conflict, detail: detail, submission: passage?.text).answer(in: language)
        case .credentialRefused(let verdict): return Problem.credentialRefused(verdict, submission: nil).answer(in: language)
        case .refused(let findings): return Problem(.documentRefused, findings: findings).answer(in: language)
        case .unavailable: return Problem(.unavailable, retryAfter: 30).answer(in: language)
        }
    }
}
