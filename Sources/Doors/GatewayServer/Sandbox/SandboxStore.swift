// The record store of a sandbox behind its own HTTPS door, where a client certificate is required.

import ClinicalTypes
import CredentialChecks
public import Foundation
import HTTPTypes
import Hummingbird
public import Logging
import NIOCore
import NIOSSL
public import RecordStore
public import ServiceLifecycle
import XDSMessages

/// The record store of a sandbox.
public struct SandboxStore: Sendable {
    /// The OID under which it holds documents.
    public static let repositoryID = StoreOptions.sandboxRepositoryUniqueId

    /// The store itself.
    public let repository: RegistryRepository
    private let folder: SandboxFolder
    let identities: StoreIdentityCheck
    private let limits: GatewayConfiguration.Limits
    let bodies: BodyReader
    let now: @Sendable () -> Date
    let logger: Logger

    /// Opens the store of a sandbox.
    ///
    /// - Parameters:
    ///   - folder: the sandbox.
    ///   - misbehaviour: what it does wrong on purpose.
    ///   - requiresAssertion: whether a message without an assertion (VIHF) is refused; one that comes is judged in any case.
    ///   - now: the clock that assertions are judged by, and that the registry writes down.
    ///   - logger: takes what the store has to tell.
    public init(
        _ folder: SandboxFolder, misbehaviour: Misbehaviour = .none, requiresAssertion: Bool = false, now: @escaping @Sendable () -> Date = { Date() },
        logger: Logger
    ) throws {
        self.folder = folder
        self.now = now
        identities = try StoreIdentityCheck(folder, isRequired: requiresAssertion, logger: logger)
        self.logger = logger
        var limits = GatewayConfiguration.Limits()
        limits.bodyBytes = 64 << 20
        self.limits = limits
        bodies = BodyReader(limits: limits)
        repository = try RegistryRepository(
            folder: folder.storeFolder, options: StoreOptions(understoodHeaders: [.security], misbehaviour: misbehaviour), now: now)
    }

    /// The HTTPS door of the store; no connection is made without a certificate of the sandbox's authority.
    public func service(port: Int, whenBound: @escaping @Sendable (Int) async -> Void = { _ in }) throws -> any Service {
        let authorities = try NIOSSLCertificate.fromPEMFile(folder.pki("authorities.pem").path)
        return try Listener(name: "store", host: "127.0.0.1", port: port, limits: limits).service(
            certificate: folder.pki("store.pem").path, key: folder.pki("store.key").path, clients: .required(authorities: authorities), router: router(),
            logger: logger, whenBound: whenBound)
    }

    /// A plain door on loopback, for conformance suites that speak raw HTTP.
    public func plainService(port: Int, whenBound: @escaping @Sendable (Int) async -> Void = { _ in }) -> any Service {
        Listener(name: "plain store", host: "127.0.0.1", port: port, limits: limits).plainService(router: router(), logger: logger, whenBound: whenBound)
    }

    private func router() -> Router<GatewayRequestContext> {
        let router = Router(context: GatewayRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.middlewares.add(RequestForm(limits: limits))
        router.middlewares.add(ProblemPages(door: .store, logger: logger))
        router.post("xds/**") { request, context in try await answer(request, context) }
        bindFHIR(to: router)
        return router
    }

    /// Who sends, as it is kept with what is stored: the subject of the client certificate.
    static func caller(_ context: GatewayRequestContext) -> String? {
        context.peer?.chain.first.flatMap { try? Certificate(der: $0).subject.text(.commonName) }
    }

    /// Reads the message piece by piece, within the limits, and answers it.
    private func answer(_ request: Request, _ context: GatewayRequestContext) async throws -> Response {
        let caller = Self.caller(context)
        let answer: RecordStore.StoreAnswer
        do throws(MessageFailure) {
            var reader = try repository.reader(contentType: request.headers[.contentType] ?? "")
            do {
                for try await buffer in request.body { try reader.feed([UInt8](buffer: buffer)) }
            } catch let failure as MessageFailure {
                throw failure
            } catch {
                throw MessageFailure(.unterminated)
            }
            let message = try reader.finish()
            switch identities.standing(of: message, chain: context.peer?.chain ?? [], now: now()) {
            case .unnamed: answer = await repository.respond(to: message, caller: caller)
            case .visitor(let visitor): answer = await repository.respond(to: message, caller: caller, visitor: visitor)
            case .refused(let failures):
                let fault = SOAPFault.credentialRefused(failures, submission: nil, in: .english)
                logger.info("identity refused", metadata: ["codes": "\(failures.map(\.code).joined(separator: " "))"])
                let relatesTo = message.header.messageID.isEmpty ? nil : message.header.messageID
                answer = RecordStore.StoreAnswer(
                    status: fault.httpStatus, message: try fault.message(messageID: "urn:uuid:" + UUID().uuidString.lowercased(), relatesTo: relatesTo))
            }
        } catch {
            answer = repository.refuse(error)
        }
        var headers: HTTPFields = [.contentType: answer.message.contentType]
        headers[.contentLength] = String(answer.message.byteCount)
        if answer.status >= 400 { headers[.connection] = "close" }
        return Response(
            status: .init(code: answer.status), headers: headers,
            body: ResponseBody { writer in
                for chunk in answer.message.chunks { try await writer.write(ByteBuffer(bytes: chunk)) }
                try await writer.finish(nil)
            })
    }
}
