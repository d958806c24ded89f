// A client of OpenSSL's own, for what libcurl does not let a test say.

import CredentialChecks
import Foundation
import GatewayServer
import SandboxSupport
import TestSupport

enum OpenSSLClient {
    /// Writes bytes over TLS with the certificate of this name, and reads until a byte comes or the other side closes.
    static func exchange(_ bytes: [UInt8], _ gateway: RunningGateway, port: Int, as name: String, endingWith last: UInt8) async throws -> String {
        let process = ChildProcess()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let folder = gateway.sandbox.folder
        process.arguments = [
            "openssl", "s_client", "-quiet", "-connect", "localhost:\(port)", "-CAfile", folder.pki("authorities.pem").path, "-cert",
            folder.pki("\(name).pem").path, "-cert_chain", folder.pki("\(name).pem").path, "-key", folder.pki("\(name).key").path,
        ]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = await besides {
            try? input.fileHandleForWriting.write(contentsOf: Data(bytes))
            var answer = Data()
            while !answer.contains(last) {
                let piece = output.fileHandleForReading.availableData
                if piece.isEmpty { break }
                answer += piece
            }
            try? input.fileHandleForWriting.close()
            return String(decoding: answer, as: UTF8.self)
        }
        process.terminate()
        return text
    }

    /// Gets a path, or asks for it by another method, with the certificate of this name; gives everything that `openssl s_client` prints.
    static func get(
        _ path: String, _ gateway: RunningGateway, as name: String?, _ arguments: [String] = [], method: String = "GET"
    ) async throws -> String {
        let process = ChildProcess()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let folder = gateway.sandbox.folder
        let credentials = name.map {
            ["-cert", folder.pki("\($0).pem").path, "-cert_chain", folder.pki("\($0).pem").path, "-key", folder.pki("\($0).key").path]
        }
        process.arguments =
            ["openssl", "s_client", "-connect", "localhost:\(gateway.port)", "-CAfile", folder.pki("authorities.pem").path, "-ign_eof"] + (credentials ?? [])
            + arguments
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data("\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8))
        let text = await besides { String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) }
        try? input.fileHandleForWriting.close()
        return text
    }
}

enum CertificateShape {
    /// A card of the sandbox's doctor that ends soon.
    static func doctor(until end: Date) -> CertificateRequest {
        let name = DistinguishedName([
            [(.country, "FR")], [(.title, "Médecin")], [(.commonName, "899900042179"), (.surname, "ROUVRAY"), (.givenName, "HÉLÈNE")],
        ])
        return CertificateRequest(subject: name, notBefore: Date() - 300, notAfter: end)
    }
}
