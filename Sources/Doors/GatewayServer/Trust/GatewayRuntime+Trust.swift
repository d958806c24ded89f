// What senders are judged by, out of the configuration.

import AuthorTrust
import CredentialChecks
import Foundation
import Logging

extension GatewayRuntime {
    /// The authorities and what is asked of certificates.
    static func trust(_ configuration: GatewayConfiguration) throws -> CertificateTrust {
        let author = configuration.author
        var keys = KeyRules()
        keys.allowsSHA1Signatures = author.acceptsSHA1Signatures
        return CertificateTrust(
            anchors: try anchors(configuration),
            requirements: CertificateRequirements(
                lists: author.revocation, responders: author.responders, keys: keys, acceptsTestProducts: author.acceptsTestProducts))
    }

    /// The revocation lists; a path that cannot be read at the start is a mistake in the configuration.
    static func revocation(_ configuration: GatewayConfiguration, _ trust: CertificateTrust, _ logger: Logger) throws -> RevocationService {
        let paths = configuration.author.revocationLists.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        let isUsed = configuration.author.revocation != .off
        if isUsed, paths.isEmpty, configuration.author.revocation == .required {
            throw wrong("author.revocationLists", "files of revocation lists were expected, since author.revocation requires them")
        }
        let files = RevocationFiles(paths: isUsed ? paths : [], allowsSHA1Signatures: configuration.author.acceptsSHA1Signatures)
        let service = RevocationService(trust: trust, files: files, reloadSeconds: configuration.author.reloadSeconds, logger: logger)
        if let fault = service.faults.first { throw wrong("author.revocationLists", "\(fault.file) cannot be used (\(fault.failure))") }
        return service
    }

    private static func anchors(_ configuration: GatewayConfiguration) throws -> TrustAnchors {
        guard configuration.author.policy != .off || !configuration.author.authorities.isEmpty else { return try TrustAnchors.nobody() }
        let path = try certificates("author.authorities", configuration.author.authorities)
        do {
            return try TrustAnchors(try Certificate.chain(pem: String(contentsOfFile: path, encoding: .utf8)))
        } catch {
            throw wrong("author.authorities", "certificates of authorities were expected (\(error))")
        }
    }
}
