// The assertions that the gateway writes for the record store, out of the configuration: keys, software, and what follows where none can be written.

import AuthorTrust
import ClinicalTypes
import CodeSystems
import CredentialChecks
import Foundation
import Gateway
import SignedXML

extension GatewayRuntime {
    /// The writer of assertions; nil where none are written.
    ///
    /// A key or a token that cannot be used is told by its key of the configuration.
    static func recordAssertions(_ configuration: GatewayConfiguration, now: Date = Date()) throws -> RecordAssertions? {
        let assertion = configuration.store.assertion
        guard assertion.policy != .off, !assertion.certificates.isEmpty else { return nil }
        guard !assertion.homologation.isEmpty else {
            throw wrong("store.assertion.software.homologation", "a number was expected, since assertions are written (store.assertion.certificates)")
        }
        for (key, value) in [("name", assertion.softwareName), ("version", assertion.softwareVersion)] where value.isEmpty {
            throw wrong("store.assertion.software.\(key)", "a value was expected")
        }
        var sector: CodedValue?
        if !assertion.sector.isEmpty {
            sector = CodeTables.facilityTypes.entries(of: assertion.sector).first
            if sector == nil { throw wrong("store.assertion.sector", "a code of TRE_R02 was expected, for instance SA01") }
        }
        var writer = IndirectAssertions(
            version: assertion.version.rawValue,
            software: SendingSoftware(
                name: assertion.softwareName, version: assertion.softwareVersion,
                instance: assertion.softwareInstance.isEmpty ? nil : assertion.softwareInstance, homologation: assertion.homologation),
            lifetime: Double(assertion.lifetimeSeconds))
        for (key, name) in try signingKeys(assertion) {
            do {
                try writer.add(key, now: now)
            } catch {
                throw wrong("store.assertion.certificates", "\(name): \(error)")
            }
        }
        return RecordAssertions(writer, isRequired: assertion.policy == .required, sector: sector)
    }

    /// What tells the store for whom the gateway asks; nil where it is told nobody.
    static func relayAssertions(_ configuration: GatewayConfiguration, _ writer: RecordAssertions?) throws -> RelayAssertions? {
        guard configuration.store.assertion.policy != .off else { return nil }
        let path = try certificates("store.certificate", configuration.store.certificate)
        let own = try Certificate.chain(pem: String(contentsOfFile: path, encoding: .utf8)).first
        guard let own, case .structure(let structure) = NationalCertificate(own).identity else { return RelayAssertions(writer: writer, connection: nil) }
        return RelayAssertions(writer: writer, connection: structure.value)
    }

    /// The keys with their certificates, each under the file of its certificate.
    private static func signingKeys(_ assertion: GatewayConfiguration.StoreAssertion) throws -> [(key: SigningKey, name: String)] {
        let chains = try assertion.certificates.map { path in
            let path = try certificates("store.assertion.certificates", path)
            return (path: path, chain: try Certificate.chain(pem: String(contentsOfFile: path, encoding: .utf8)).map(\.der))
        }
        if !assertion.tokenURI.isEmpty || !assertion.tokenModule.isEmpty { return [try tokenKey(assertion, chains)] }
        guard assertion.keys.count == chains.count else {
            throw wrong("store.assertion.keys", "one key for each certificate was expected: \(chains.count), not \(assertion.keys.count)")
        }
        return try zip(chains, assertion.keys).map { certificate, keyPath in
            let path = try file("store.assertion.keys", keyPath)
            do throws(SigningKeyFailure) {
                let pem = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
                return (try SigningKey(pem: pem, certificate: certificate.chain[0], chain: Array(certificate.chain.dropFirst())), certificate.path)
            } catch {
                throw wrong("store.assertion.keys", "the PEM private key of \(certificate.path) was expected (\(error))")
            }
        }
    }

    private static func tokenKey(
        _ assertion: GatewayConfiguration.StoreAssertion, _ chains: [(path: String, chain: [[UInt8]])]
    ) throws -> (key: SigningKey, name: String) {
        guard assertion.keys.isEmpty else { throw wrong("store.assertion.keys", "no file was expected, since the key is in a token") }
        guard chains.count == 1 else { throw wrong("store.assertion.certificates", "one certificate was expected, that of the key in the token") }
        let module = try file("store.assertion.token.module", assertion.tokenModule)
        guard assertion.tokenURI.hasPrefix("pkcs11:"), !assertion.tokenURI.contains("pin-value") else {
            throw wrong("store.assertion.token.uri", "a PKCS#11 URI without its PIN was expected, for instance pkcs11:token=…;object=…;type=private")
        }
        do throws(SigningKeyFailure) {
            let token = TokenKey(module: module, uri: assertion.tokenURI, pin: assertion.tokenPIN)
            return (try SigningKey(token: token, certificate: chains[0].chain[0], chain: Array(chains[0].chain.dropFirst())), chains[0].path)
        } catch .otherCertificate {
            throw wrong("store.assertion.certificates", "\(chains[0].path): the certificate of the key in the token was expected")
        } catch {
            throw wrong("store.assertion.token.uri", "a key that can be used was expected (\(error))")
        }
    }
}
