// The routes of the HTTPS door.

import Acknowledgement
import ClinicalTypes
import Foundation
import Gateway
import HTTPTypes
import Hummingbird
import Journal
import Logging
import Validation

/// Binds every path of the door to what answers it.
struct GatewayRoutes: Sendable {
    let way: DocumentWay
    let relay: RelayWay
    let deletions: Deletions
    let journal: any PassageJournal
    let journalFolder: String
    let limits: GatewayConfiguration.Limits
    /// One for all doors: the limit is on what is in work altogether.
    let bodies: BodyReader
    let hasIdleDoor: Bool
    let trust: TrustHealth.Sources
    let keeper: Doorkeeper
    let logger: Logger

    func router() -> Router<GatewayRequestContext> {
        let documents = DocumentRoutes(way: way, keeper: keeper, journal: journal, bodies: bodies, logger: logger)
        let xds = XDSRoutes(
            way: ProvideWay(documents: way), relay: relay, keeper: keeper, journal: journal, bodies: bodies, logger: logger)
        let publishing = PublishWay(documents: way)
        let publications = PublishRoutes(
            admit: { request, context in
                switch await keeper.admit(request, context) {
                case .turnedAway(let stranger): return .turnedAway(.turnedAway(stranger))
                case .admitted(let sender): return .admitted { await publishing.receive($0, from: sender, at: keeper.now()) }
                }
            }, sourceID: publishing.sourceID, journal: journal, bodies: bodies, logger: logger)
        let searches = SearchRoutes(
            admit: { request, context in
                switch await keeper.admit(request, context) {
                case .turnedAway(let stranger): return .turnedAway(.turnedAway(stranger))
                case .admitted(let sender):
                    return .admitted(
                        RegistryAccess(relay: relay, as: sender, requestID: UUID().uuidString, at: keeper.now(), language: request.language))
                }
            }, sourceID: publishing.sourceID, bodies: bodies, logger: logger)
        let submissions = SubmissionRoutes(keeper: keeper, journal: journal, logger: logger)
        let health = HealthRoutes(
            packs: way.judge.identities, journal: journal, folder: journalFolder, neededBytes: 2 * limits.bodyBytes, trust: trust)
        let router = Router(context: GatewayRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.middlewares.add(RequestForm(limits: limits))
        router.middlewares.add(ProblemPages(door: .gateway, logger: logger))
        router.post("v1/documents") { request, context in try await documents.submit(request, context) }
        let removals = DeletionRoutes(way: DeletionWay(documents: way, deletions: deletions), keeper: keeper, logger: logger)
        router.delete("v1/documents/:id") { request, context in try await removals.delete(request, context) }
        router.post("v1/validate") { request, context in try await documents.validate(request, context) }
        router.post("xds/repository") { request, context in try await xds.post(request, context) }
        router.post("xds/registry") { request, context in try await xds.post(request, context) }
        router.post("fhir") { request, context in try await publications.publish(request, context) }
        router.post("fhir/DocumentReference") { request, context in try await publications.publishOne(request, context) }
        router.get("fhir/metadata") { request, _ in CapabilityPage(name: "PasserelleGateway", creates: true, searches: relay.isOffered).answer(request) }
        searches.bind(to: router)
        router.get("v1/submissions") { request, context in try await submissions.list(request, context) }
        router.get("v1/submissions/:id") { request, context in try await submissions.show(request, context) }
        router.get("health/live") { _, _ in health.live() }
        router.get("health/ready") { request, _ in await health.ready(withCounts: request.uri.queryParameters["counts"] == "1") }
        if hasIdleDoor { router.post("v1/idle") { request, _ in try await IdleRoute.answer(request) } }
        return router
    }
}

extension Request {
    /// The language that the sender prefers.
    var language: Language { Language(acceptLanguage: headers[.acceptLanguage]) }
}

extension Response {
    /// An answer of the acknowledgement stage, as HTTP.
    init(_ answer: HTTPAnswer) {
        var fields = HTTPFields()
        for field in answer.fields {
            if let name = HTTPField.Name(field.name) { fields.append(HTTPField(name: name, value: field.value)) }
        }
        fields[.contentLength] = String(answer.body.count)
        self.init(status: .init(code: answer.status), headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
