// OCSP responders for tests: the openssl command, and one that accepts connections and says nothing.

import CredentialChecks
import Foundation
import GatewayServer
import SandboxSupport
import TestSupport

/// A port of loopback that nobody uses at the moment.
func freePort() throws -> Int {
    let door = try SilentDoor()
    return door.port
}

/// A door on loopback behind which nobody answers.
final class SilentDoor: Sendable {
    private let descriptor: Int32
    let port: Int

    init() throws {
        let made = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        descriptor = made
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(made, pointer, length) == 0 && listen(made, 8) == 0 && getsockname(made, pointer, &length) == 0
            }
        }
        guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
        port = Int(in_port_t(bigEndian: address.sin_port))
    }

    deinit { close(descriptor) }

    /// How many connections wait at the door.
    var callers: Int {
        var count = 0
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&waiting, 1, 0) == 1 {
            let caller = accept(descriptor, nil, nil)
            guard caller >= 0 else { break }
            close(caller)
            count += 1
        }
        return count
    }
}

/// `openssl ocsp` as a responder over HTTP, for certificates of a sandbox.
final class RealResponder {
    let port: Int
    private let gateway: RunningGateway
    private let process = ChildProcess()

    init(_ gateway: RunningGateway) throws {
        self.gateway = gateway
        port = try freePort()
    }

    /// Answers about one certificate, until it is stopped.
    func start(about certificate: Certificate, isRevoked: Bool) async throws {
        let folder = gateway.sandbox.folder
        let number = certificate.serialNumber
        let line = isRevoked ? "R\t491231235959Z\t250101000000Z,keyCompromise\t\(number)" : "V\t491231235959Z\t\t\(number)"
        try "\(line)\tunknown\t/CN=card\n".write(to: folder.pki("index.txt"), atomically: true, encoding: .utf8)
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "openssl", "ocsp", "-index", folder.pki("index.txt").path, "-port", "\(port)", "-rsigner", folder.pki("issuing.pem").path, "-rkey",
            folder.pki("issuing.key").path, "-CA", folder.pki("issuing.pem").path, "-ndays", "1",
        ]
        let said = folder.pki("responder.log")
        try Data().write(to: said)
        let log = try FileHandle(forWritingTo: said)
        process.standardOutput = log
        process.standardError = log
        try process.run()
        // Not by knocking: the command does not get over a connection on which nothing is asked.
        try await eventually("the responder listens") { try String(contentsOf: said, encoding: .utf8).contains("waiting") }
    }

    func stop() { process.terminate() }
}
