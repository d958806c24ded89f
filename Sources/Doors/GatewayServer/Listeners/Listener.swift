// One listening socket: TLS or plain, its limits, and the routes behind it.

import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle

/// How a listener proves its clients.
enum ClientProof {
    /// Any certificate whose key the client holds; the author check judges it at the request.
    case judgedAtRequest
    /// A certificate under these authorities, proven during the handshake; without one there is no connection.
    case required(authorities: [NIOSSLCertificate])
}

/// What a listener binds, and the most that it grants one client.
struct Listener {
    var name: String
    var host: String
    var port: Int
    var limits: GatewayConfiguration.Limits

    /// An HTTPS service over the routes of a router.
    func service(
        certificate: String, key: String, clients: ClientProof, router: Router<GatewayRequestContext>, logger: Logger,
        whenBound: @escaping @Sendable (Int) async -> Void
    ) throws -> any Service {
        let chain = try NIOSSLCertificate.fromPEMFile(certificate)
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
        tls.minimumTLSVersion = .tlsv12
        tls.applicationProtocols = ["http/1.1"]
        tls.shutdownTimeout = .seconds(1)
        let decidesLater: Bool
        switch clients {
        case .judgedAtRequest:
            tls.certificateVerification = .optionalVerification
            decidesLater = true
        case .required(let authorities):
            tls.certificateVerification = .noHostnameVerification
            tls.trustRoots = .certificates(authorities)
            tls.sendCANameList = true
            decidesLater = false
        }
        let context = try NIOSSLContext(configuration: tls)
        let (base, framing, handshakeTimeout) = (http, framing, TimeAmount.seconds(Int64(min(10, limits.requestSeconds))))
        let builder = HTTPServerBuilder { responder in
            MutualTLSChannel(
                base: HTTP1Channel(responder: responder, configuration: base), context: context, letsAuthorCheckDecide: decidesLater,
                handshakeTimeout: handshakeTimeout, framing: framing)
        }
        return application(builder, router: router, logger: logger, whenBound: whenBound)
    }

    /// A plain HTTP service on loopback, for conformance suites that speak raw HTTP.
    func plainService(
        router: Router<GatewayRequestContext>, logger: Logger, whenBound: @escaping @Sendable (Int) async -> Void
    ) -> any Service {
        let (base, framing) = (http, framing)
        let builder = HTTPServerBuilder { responder in
            PlainChannel(base: HTTP1Channel(responder: responder, configuration: base), framing: framing)
        }
        var loopback = self
        loopback.host = "127.0.0.1"
        return loopback.application(builder, router: router, logger: logger, whenBound: whenBound)
    }

    private var http: HTTP1Channel.Configuration {
        let limits = limits
        return HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                ConnectionEndHandler(), ExpectContinueHandler(maximumBodyBytes: limits.bodyBytes),
                SlowRequestHandler(limit: .seconds(Int64(limits.requestSeconds)), silence: .seconds(Int64(limits.idleSeconds))),
            ],
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes, maxHeaderFieldCount: 100))
    }

    private var framing: RequestFraming.Limits { RequestFraming.Limits(headBytes: limits.headerBytes) }

    private func application(
        _ server: HTTPServerBuilder, router: Router<GatewayRequestContext>, logger: Logger, whenBound: @escaping @Sendable (Int) async -> Void
    ) -> any Service {
        Application(
            router: router, server: server,
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), serverName: "passerelle",
                availableConnectionsDelegate: .maximum(limits.connections, logger: logger)),
            onServerRunning: { channel in await whenBound(channel.localAddress?.port ?? 0) },
            logger: logger)
    }
}

/// A plain connection, marked as such for the requests made over it.
struct PlainChannel<Base: HTTPChannelHandler>: HTTPChannelHandler {
    let base: Base
    let framing: RequestFraming.Limits

    var responder: Responder { base.responder }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandlers([LingeringCloseHandler(), FramingHandler(limits: framing)])
        }
        .flatMap { base.setup(channel: channel, logger: logger) }
    }

    func handle(value: Base.Value, logger: Logger) async {
        await PlainConnection.$isCurrent.withValue(true) { await base.handle(value: value, logger: logger) }
    }
}
