// The MLLP doors of a gateway, out of its configuration.

import AuthorTrust
import Foundation
import Gateway
import Intake
import NIOCore
import NIOSSL
import ServiceLifecycle

extension GatewayRuntime {
    /// The doors for hospital systems that the configuration opens: plain, over TLS, both or none.
    func mllpServices(certificate: String, key: String, whenBound: @escaping @Sendable (String, Int) async -> Void) throws -> [any Service] {
        let settings = configuration.mllp
        let known: Set = ["P", "T", "D"]
        guard !settings.processingIDs.isEmpty, known.isSuperset(of: settings.processingIDs) else {
            throw Self.wrong("mllp.processingIDs", "some of P, T and D were expected")
        }
        let routing = try transmissionRouting()
        // A message has no place for an assertion or a token: what asks for them does not ask here.
        var way = way
        way.senders.assertions = nil
        way.senders.tokens = nil
        func conversation(_ documents: DocumentWay) -> MLLPConversation {
            let intake = TransmissionIntake(processingIDs: Set(settings.processingIDs))
            return MLLPConversation(
                way: TransmissionWay(intake: intake, documents: documents, routing: routing),
                keeper: Doorkeeper(way: documents, responders: responders, keySets: nil, now: surroundings.now), journal: journal, logger: logger)
        }
        // A message is a third larger than its document, which it carries in base64.
        let limits = MLLPLimits(
            messageBytes: configuration.limits.bodyBytes / 3 * 4 + 64 << 10, messageSeconds: configuration.limits.requestSeconds,
            idleSeconds: settings.idleSeconds, connections: configuration.limits.connections)
        func listener(_ name: String, _ port: Int, _ tls: NIOSSLContext?, _ documents: DocumentWay) -> any Service {
            MLLPListener(
                host: settings.host, port: port, tls: tls, limits: limits, conversation: conversation(documents), logger: logger,
                whenBound: { await whenBound(name, $0) })
        }
        var services: [any Service] = []
        if settings.port >= 0 {
            // Nobody shows a certificate there: what follows from that is said apart.
            var plain = way
            plain.senders.certificates = AuthorCheck(trust: way.senders.certificates.trust, policy: settings.plainPolicy)
            services.append(listener("mllp", settings.port, nil, plain))
        }
        if settings.tlsPort >= 0 {
            var tls = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
            tls.minimumTLSVersion = .tlsv12
            tls.certificateVerification = .optionalVerification
            tls.shutdownTimeout = .seconds(1)
            services.append(listener("mllps", settings.tlsPort, try NIOSSLContext(configuration: tls), way))
        }
        return services
    }
}
