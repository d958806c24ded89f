// A mail relay in another process: Python's aiosmtpd.

import Delivery
import Foundation
import TestSupport

/// A mail relay in another process, with the certificate of the store's peer; it ends with the test run.
final class MailRelayPeer: Sendable {
    /// What was handed over.
    struct Kept { let mail: String, facts: [String: Any] }

    let folder: URL
    /// The ports: implicit TLS, STARTTLS, plain, with an account, without DSN.
    let ports: [Int]
    private let process: ChildProcess
    private let lifeline: Pipe

    /// The peer that all tests share.
    static let shared = Result { try MailRelayPeer() }

    /// Whether the machine has what the peer is made of.
    static let isPossible = StorePeer.isPossible && python != nil

    /// The Python that has aiosmtpd: that of the path, or the system's, for which Debian packages it.
    private static let python: [String]? = [["/usr/bin/env", "python3"], ["/usr/bin/python3"]].first { command in
        let check = ChildProcess()
        check.executableURL = URL(filePath: command[0])
        check.arguments = command.dropFirst() + ["-c", "import aiosmtpd"]
        check.standardError = FileHandle.nullDevice
        guard (try? check.run()) != nil else { return false }
        check.waitUntilExit()
        return check.terminationStatus == 0
    }

    private init() throws {
        let certificates = try StorePeer.shared.get().folder
        folder = certificates.appending(path: "mails")
        (process, lifeline) = (ChildProcess(), Pipe())
        let output = Pipe()
        guard let python = Self.python else { throw CocoaError(.executableLoad) }
        process.executableURL = URL(filePath: python[0])
        process.arguments =
            python.dropFirst() + [projectRoot.appending(path: "conformance/mail/relay.py").path]
            + ["server.pem", "server.key", "mails"].map { certificates.appending(path: $0).path }
        process.standardInput = lifeline
        process.standardOutput = output
        try process.run()
        var line = Data()
        while line.last != UInt8(ascii: "\n") {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw CocoaError(.executableLoad) }
            line += more
        }
        ports = String(decoding: line.dropLast(), as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        guard ports.count == 5 else { throw CocoaError(.executableLoad) }
    }

    /// How one of the doors is reached.
    func settings(_ door: Int, _ security: MailRelaySettings.Security) throws -> MailRelaySettings {
        MailRelaySettings(
            host: "localhost", port: ports[door], security: security,
            authorities: .file(try StorePeer.shared.get().folder.appending(path: "authority.pem").path), ownName: "gateway.example")
    }

    /// The mail in which a text stands.
    func kept(holding text: String) throws -> [Kept] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".eml") }.compactMap { name in
            let mail = String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
            guard mail.contains(text) else { return nil }
            let facts = try Data(contentsOf: folder.appending(path: name.replacing(".eml", with: ".json")))
            return Kept(mail: mail, facts: (try JSONSerialization.jsonObject(with: facts) as? [String: Any]) ?? [:])
        }
    }
}
