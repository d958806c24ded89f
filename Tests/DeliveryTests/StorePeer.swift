// A store in another process, with certificates made for the test.

import Delivery
import Foundation
import TestSupport
import XDSMessages

/// The versions of TLS that the peer speaks.
enum TLSVersion: String, Sendable { case v12 = "TLSv1.2", v13 = "TLSv1.3" }

/// A store in another process: Python's TLS, not ours, on a port of loopback; it ends with the test run.
final class StorePeer: Sendable {
    let folder: URL
    /// The ports by the newest version of TLS that they speak.
    private let ports: [TLSVersion: Int]
    /// Where it takes messages over MLLP: over TLS with client certificates, and in plain.
    let takers: (secure: Int, plain: Int)
    private let process: ChildProcess
    private let lifeline: Pipe

    /// The peer that all tests share.
    static let shared = Result { try StorePeer() }

    /// Whether the machine has what the peer is made of.
    static let isPossible = ["python3", "openssl"].allSatisfy { program in
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }

    private init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "store-peer-\(UUID().uuidString)")
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Self.makeCertificates(in: folder)
        process = ChildProcess()
        lifeline = Pipe()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/store_peer.py").path
        process.arguments = ["python3", script] + ["server.pem", "server.key", "authority.pem", ""].map { folder.appending(path: $0).path }
        process.standardInput = lifeline
        process.standardOutput = output
        try process.run()
        var line = Data()
        while line.last != UInt8(ascii: "\n") {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw CocoaError(.executableLoad) }
            line += more
        }
        let numbers = String(decoding: line.dropLast(), as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        guard numbers.count == 4 else { throw CocoaError(.executableLoad) }
        ports = [.v13: numbers[0], .v12: numbers[1]]
        takers = (numbers[2], numbers[3])
    }

    private static func makeCertificates(in folder: URL) throws {
        func authority(_ name: String) throws {
            try openssl("req -x509 -newkey rsa:2048 -nodes -keyout \(name).key -out \(name).pem -days 30 -subj /CN=\(name)", folder)
        }
        func leaf(_ name: String, by authority: String, subject: String, extensions: String) throws {
            try Data(extensions.utf8).write(to: folder.appending(path: "\(name).ext"))
            try openssl("req -newkey rsa:2048 -nodes -keyout \(name).key -out \(name).csr -subj /CN=\(subject)", folder)
            let signing = "-CA \(authority).pem -CAkey \(authority).key -CAcreateserial -days 30 -extfile \(name).ext"
            try openssl("x509 -req -in \(name).csr -out \(name).pem \(signing)", folder)
        }
        try authority("authority")
        try authority("stranger")
        try leaf("server", by: "authority", subject: "localhost", extensions: "subjectAltName=DNS:localhost\nextendedKeyUsage=serverAuth\n")
        try leaf("client", by: "authority", subject: "gateway", extensions: "extendedKeyUsage=clientAuth\n")
        try leaf("outsider", by: "stranger", subject: "outsider", extensions: "extendedKeyUsage=clientAuth\n")
    }

    private static func openssl(_ command: String, _ folder: URL) throws {
        let process = ChildProcess()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + command.split(separator: " ").map(String.init)
        process.currentDirectoryURL = folder
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }

    /// The path of a file of the peer.
    func file(_ name: String) -> String { folder.appending(path: name).path }

    /// The bytes of a file of the peer.
    func bytes(_ name: String) -> [UInt8] { Array(FileManager.default.contents(atPath: file(name)) ?? Data()) }

    func url(_ path: String, host: String = "localhost", newest: TLSVersion = .v13) -> String { "https://\(host):\(ports[newest]!)\(path)" }

    /// Settings that work, as a start.
    var settings: StoreConnectionSettings {
        StoreConnectionSettings(
            clientCertificate: .file(file("client.pem")), clientKey: .file(file("client.key")), authorities: .file(file("authority.pem")), connectSeconds: 10,
            totalSeconds: 20)
    }

    /// Lets the peer answer `/file/NAME` with a message.
    func serve(_ name: String, _ message: CarriedMessage) throws -> String {
        try Data(message.body).write(to: folder.appending(path: "\(name).body"))
        try Data(message.contentType.utf8).write(to: folder.appending(path: "\(name).type"))
        return url("/file/\(name)")
    }
}

extension StoreConnection {
    /// Posts bytes and gives the lines of the peer's echo.
    func echo(_ body: [[UInt8]], at url: String) async throws(TransferFailure) -> [String] {
        let answer = try await send(StoreRequest(url: url, contentType: "application/octet-stream", fields: [("X-Test", "yes")], body: body))
        return String(decoding: answer.body, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
