// `GET /fhir/…` and PATCH: what a registry holds, asked and changed over FHIR (ITI-66, ITI-67, ITI-68).

import Acknowledgement
import AuthorTrust
import ClinicalTypes
import FHIRResources
import Foundation
import Gateway
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import SubmissionMetadata

/// Answers questions over FHIR from one registry.
struct SearchRoutes: Sendable {
    /// Who asks: the registry as this caller may ask it, or why not.
    enum Caller: Sendable {
        case admitted(RegistryAccess)
        case turnedAway(Problem)
    }

    /// Lets a caller in.
    let admit: @Sendable (Request, GatewayRequestContext) async -> Caller
    /// The OID under which changes are submitted.
    let sourceID: String
    let bodies: BodyReader
    let logger: Logger

    /// Binds the paths of questions.
    func bind(to router: Router<GatewayRequestContext>) {
        for (kind, search) in [("DocumentReference", Search.documents), ("List", .lists)] {
            router.get("fhir/\(RouterPath(stringLiteral: kind))") { request, context in await self.search(search, request, context, Self.pairs(request)) }
            router.post("fhir/\(RouterPath(stringLiteral: kind))/_search") { request, context in
                try await self.searchForm(search, request, context)
            }
        }
        router.get("fhir/DocumentReference/:id") { request, context in await self.read(request, context) { way, id in await way.document(id) } }
        router.get("fhir/List/:id") { request, context in await self.read(request, context) { way, id in await way.list(id) } }
        router.get("fhir/Binary/:id") { request, context in await self.binary(request, context) }
        router.patch("fhir/DocumentReference/:id") { request, context in try await self.patch(request, context) }
    }

    /// What is searched for.
    enum Search: Sendable { case documents, lists }

    private static func pairs(_ request: Request) -> [SearchParameter] {
        request.uri.queryParameters.map { SearchParameter(String($0.key), String($0.value)) }
    }

    private func searchForm(_ search: Search, _ request: Request, _ context: GatewayRequestContext) async throws -> Response {
        let conversation = FHIRConversation(request)
        let type = request.headers[.contentType]?.split(separator: ";").first?.lowercased()
        guard type == "application/x-www-form-urlencoded" else { return conversation.problem(Problem(.unsupportedMediaType), closes: true) }
        return try await withBody(request, conversation) { bytes in
            // A form is written as a query is (FHIR R4, 3.1.0.3.3).
            let form = URI("/?" + String(decoding: bytes, as: UTF8.self).replacing("+", with: "%20"))
            let parameters = form.queryParameters.map { SearchParameter(String($0.key), String($0.value)) }
            return await self.search(search, request, context, parameters + Self.pairs(request))
        }
    }

    private func search(_ search: Search, _ request: Request, _ context: GatewayRequestContext, _ parameters: [SearchParameter]) async -> Response {
        let conversation = FHIRConversation(request)
        guard conversation.isAcceptable else { return conversation.outcome([.notAcceptable], status: 406) }
        return await asking(request, context, conversation) { way in
            let strict = request.headers[values: HTTPField.Name("Prefer")!].contains { $0.lowercased().filter { $0 != " " }.contains("handling=strict") }
            let path = request.fhirBase(context) + (search == .documents ? "DocumentReference" : "List")
            let link = { (after: String?) in Self.link(path, parameters, after: after) }
            return search == .documents
                ? await way.documents(parameters, strict: strict, link: link) : await way.lists(parameters, strict: strict, link: link)
        }
    }

    /// The address of a page: the search again, after a resource.
    private static func link(_ path: String, _ parameters: [SearchParameter], after: String?) -> String {
        var pairs = parameters.filter { $0.name != SearchPage.afterName }.map { parameter in
            let name = parameter.name + (parameter.modifier.map { ":" + $0 } ?? "")
            return "\(encoded(name))=\(parameter.values.map { encoded($0.replacing("\\", with: "\\\\").replacing(",", with: "\\,")) }.joined(separator: ","))"
        }
        if let after { pairs.append("\(SearchPage.afterName)=\(after)") }
        return path + "?" + pairs.joined(separator: "&")
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let letter = byte | 0x20
            let isUnreserved = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(letter) || "-._~".utf8.contains(byte)
            return isUnreserved
                ? String(UnicodeScalar(byte)) : "%" + String(byte >> 4, radix: 16, uppercase: true) + String(byte & 15, radix: 16, uppercase: true)
        }
        .joined()
    }

    private func read(
        _ request: Request, _ context: GatewayRequestContext, _ read: @Sendable (SearchWay, String) async -> SearchAnswer
    ) async -> Response {
        let conversation = FHIRConversation(request)
        guard conversation.isAcceptable else { return conversation.outcome([.notAcceptable], status: 406) }
        guard let id = Self.id(context) else { return conversation.problem(Problem(.notFound)) }
        return await asking(request, context, conversation) { way in await read(way, id) }
    }

    /// The document itself, or a Binary where FHIR is asked for (ITI TF-2 3.68.4.1.2).
    private func binary(_ request: Request, _ context: GatewayRequestContext) async -> Response {
        let conversation = FHIRConversation(request)
        guard let id = Self.id(context) else { return conversation.problem(Problem(.notFound)) }
        let accept = request.headers[.accept]?.lowercased() ?? ""
        let asResource = accept.contains("application/fhir+") || request.uri.queryParameters["_format"] != nil
        let takesDocument = accept.isEmpty || accept.contains("*/*") || accept.contains("text/") || accept.contains("application/")
        guard asResource || takesDocument else { return conversation.outcome([.notAcceptable], status: 406) }
        return await asking(request, context, conversation) { way in await way.binary(id, asResource: asResource) }
    }

    private static func id(_ context: GatewayRequestContext) -> String? {
        guard let id = context.parameters.get("id"), id.utf8.count == 36, UUID(uuidString: id) != nil else { return nil }
        return id.lowercased()
    }

    private func patch(_ request: Request, _ context: GatewayRequestContext) async throws -> Response {
        let conversation = FHIRConversation(request)
        guard let id = Self.id(context) else { return conversation.problem(Problem(.notFound)) }
        let type = request.headers[.contentType] ?? ""
        let isJSONPatch = type.split(separator: ";").first?.lowercased() == "application/json-patch+json"
        let format = isJSONPatch ? FHIRFormat.json : FHIRFormat(mediaType: type)
        guard let format else { return conversation.problem(Problem(.unsupportedMediaType), closes: true) }
        return try await withBody(request, conversation) { bytes in
            let patch: MetadataPatch?
            do throws(FHIRFaults) {
                if isJSONPatch {
                    patch = MetadataPatch(operations: try JSONPatchOperation.read(bytes, of: "DocumentReference"))
                } else {
                    patch = MetadataPatch(resource: format == .json ? try FHIRElement.read(json: bytes) : try FHIRElement.read(xml: bytes))
                }
            } catch {
                return conversation.outcome(error.faults.map { FHIRIssue($0) }, status: 400)
            }
            return await asking(request, context, conversation) { way in
                await way.patch(id, patch, sourceID: sourceID, named: UUID(), at: Date())
            }
        }
    }

    // MARK: - Answers

    private func asking(
        _ request: Request, _ context: GatewayRequestContext, _ conversation: FHIRConversation, _ ask: (SearchWay) async -> SearchAnswer
    ) async -> Response {
        switch await admit(request, context) {
        case .turnedAway(let problem): return conversation.problem(problem)
        case .admitted(let registry):
            let answer = await ask(SearchWay(registry: registry, base: request.fhirBase(context), language: conversation.language))
            logger.info("asked", metadata: ["door": "fhir", "method": "\(request.method.rawValue)", "status": "\(answer.status)"])
            switch answer {
            case .resource(let resource, let status): return conversation.answer(resource, status: status)
            case .bytes(let bytes, let mediaType):
                var fields: HTTPFields = [.contentType: mediaType]
                fields[.contentLength] = String(bytes.count)
                return Response(status: .ok, headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
            case .issues(let issues, let status):
                var response = conversation.outcome(issues, status: status)
                if status == 405 { response.headers[.allow] = "GET, PATCH" }
                return response
            case .credentialRefused(let verdict): return conversation.problem(.credentialRefused(verdict, submission: nil))
            }
        }
    }

    private func withBody(
        _ request: Request, _ conversation: FHIRConversation, _ work: ([UInt8]) async throws -> Response
    ) async throws -> Response {
        do {
            return try await bodies.read(request) { bytes in
                // A question and a patch are short.
                guard bytes.count <= 1 << 20 else { return conversation.problem(Problem(.tooLarge)) }
                return try await work(bytes)
            }
        } catch let failure as BodyReader.Failure {
            switch failure {
            case .tooLarge: return conversation.problem(Problem(.tooLarge), closes: true)
            case .crowded: return conversation.problem(Problem(.tooManyRequests, retryAfter: 2), closes: true)
            case .cutShort: return conversation.problem(Problem(.badRequest), closes: true)
            }
        }
    }
}

extension SearchAnswer {
    /// The status that it is answered with.
    var status: Int {
        switch self {
        case .resource(_, let status), .issues(_, let status): status
        case .bytes: 200
        case .credentialRefused: 403
        }
    }
}
