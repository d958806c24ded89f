// Real TLS against another implementation: what arrives, what is refused, what breaks off.

import Delivery
import Foundation
import Testing

@Suite(.enabled(if: StorePeer.isPossible, "needs python3 and openssl"), .timeLimit(.minutes(2)))
struct StoreConnectionTests {
    private let peer: StorePeer

    init() throws { peer = try StorePeer.shared.get() }

    private func failure(_ settings: StoreConnectionSettings, url: String, body: [[UInt8]] = [[1]]) async -> TransferFailure? {
        let connection = StoreConnection(settings)
        defer { connection.close() }
        do throws(TransferFailure) {
            let answer = try await connection.send(StoreRequest(url: url, contentType: "x/y", body: body))
            Issue.record("answered \(answer.status)")
            return nil
        } catch { return error }
    }

    @Test(arguments: [TLSVersion.v12, .v13])
    func `a body in pieces arrives whole, with our certificate, over TLS, without waiting for a continue`(version: TLSVersion) async throws {
        let connection = StoreConnection(peer.settings)
        defer { connection.close() }
        let piece = [UInt8](repeating: 7, count: 300_000)
        let lines = try await connection.echo([[1, 2], piece, [], piece], at: peer.url("/echo", newest: version))
        #expect(lines[0] == "600002")
        #expect(lines[3] == version.rawValue)
        #expect(lines[4] == "gateway")
        #expect(lines[5] == "None")
        #expect(lines[6] == "yes")
    }

    @Test func `credentials may come from memory`() async throws {
        var settings = peer.settings
        settings.clientCertificate = .bytes(peer.bytes("client.pem"))
        settings.clientKey = .bytes(peer.bytes("client.key"))
        settings.authorities = .bytes(peer.bytes("authority.pem"))
        let connection = StoreConnection(settings)
        defer { connection.close() }
        #expect(try await connection.echo([[1]], at: peer.url("/echo"))[4] == "gateway")
    }

    @Test func `connections are kept and used again`() async throws {
        let connection = StoreConnection(peer.settings)
        defer { connection.close() }
        var ports: Set<String> = []
        for _ in 0..<10 { ports.insert(try await connection.echo([[1]], at: peer.url("/echo"))[2]) }
        #expect(ports.count == 1)
    }

    @Test func `many at once are answered each with its own`() async throws {
        let connection = StoreConnection(peer.settings)
        defer { connection.close() }
        let sizes = try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for size in 1...40 { group.addTask { (size, try await connection.echo([[UInt8](repeating: 1, count: size)], at: self.peer.url("/echo"))[0]) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(sizes.count == 40)
        #expect(sizes.allSatisfy { String($0.0) == $0.1 })
    }

    @Test func `a store that shows a certificate of another authority gets nothing`() async throws {
        var settings = peer.settings
        settings.authorities = .file(peer.file("stranger.pem"))
        let failure = await failure(settings, url: peer.url("/echo"))
        #expect(failure?.reason == .serverCertificateRefused)
        #expect(failure?.requestMayHaveArrived == false)
    }

    @Test func `a store under another name gets nothing`() async throws {
        #expect(await failure(peer.settings, url: peer.url("/echo", host: "127.0.0.1"))?.reason == .serverCertificateRefused)
    }

    @Test func `a client certificate of another authority is refused, and it is said so`() async throws {
        var settings = peer.settings
        settings.clientCertificate = .file(peer.file("outsider.pem"))
        settings.clientKey = .file(peer.file("outsider.key"))
        #expect(await failure(settings, url: peer.url("/echo", newest: .v12))?.reason == .clientCertificateRefused)
        // TLS 1.3 refuses after the handshake: the reset that follows the alert may overtake it.
        let late: Set<TransferFailureReason?> = [.clientCertificateRefused, .connectionLost]
        #expect(late.contains(await failure(settings, url: peer.url("/echo"))?.reason))
    }

    @Test func `no client certificate is refused in the handshake`() async throws {
        var settings = peer.settings
        settings.clientCertificate = nil
        settings.clientKey = nil
        // TLS 1.2 has no alert of its own for a missing certificate.
        #expect(await failure(settings, url: peer.url("/echo", newest: .v12))?.reason == .handshakeFailed)
    }

    @Test func `a key that does not fit, or no file at all, is our own fault`() async throws {
        var settings = peer.settings
        settings.clientKey = .file(peer.file("outsider.key"))
        #expect(await failure(settings, url: peer.url("/echo"))?.reason == .ownCredentialsUnusable)
        settings = peer.settings
        settings.authorities = .file(peer.file("nowhere.pem"))
        #expect(await failure(settings, url: peer.url("/echo"))?.reason == .ownCredentialsUnusable)
    }

    @Test(arguments: ["http://localhost/echo", "file:///etc/passwd", "ftp://localhost/", "", "nonsense"])
    func `anything but https is refused before a byte is sent`(url: String) async throws {
        #expect(await failure(peer.settings, url: url)?.reason == .unusableURL)
    }

    @Test func `nobody listening, and a name that nobody has`() async throws {
        let none = await failure(peer.settings, url: "https://localhost:1/")
        #expect(none?.reason == .noConnection)
        #expect(none?.requestMayHaveArrived == false)
        #expect(await failure(peer.settings, url: "https://nobody.invalid/")?.reason == .unknownHost)
    }

    @Test func `a store that says nothing is given up after the time, and may have the request`() async throws {
        var settings = peer.settings
        settings.totalSeconds = 4
        let failure = await failure(settings, url: peer.url("/hang"))
        #expect(failure?.reason == .timedOut)
        #expect(failure?.requestMayHaveArrived == true)
    }

    @Test(arguments: ["/close-late", "/truncated"])
    func `a connection cut after the request leaves doubt`(path: String) async throws {
        let failure = await failure(peer.settings, url: peer.url(path))
        #expect(failure?.reason == .connectionLost)
        #expect(failure?.requestMayHaveArrived == true)
    }

    @Test func `a connection cut while a large body is sent leaves no doubt`() async throws {
        let failure = await failure(peer.settings, url: peer.url("/close-early"), body: [[UInt8](repeating: 1, count: 40 << 20)])
        #expect(failure?.reason == .connectionLost)
        #expect(failure?.requestMayHaveArrived == false)
    }

    @Test func `an answer larger than allowed is not kept`() async throws {
        var settings = peer.settings
        settings.largestAnswer = 1 << 20
        #expect(await failure(settings, url: peer.url("/large"))?.reason == .answerTooLarge)
    }

    @Test func `a redirect is an answer, not a way`() async throws {
        let connection = StoreConnection(peer.settings)
        defer { connection.close() }
        let answer = try await connection.send(StoreRequest(url: peer.url("/redirect"), contentType: "x/y", body: [[1]]))
        #expect(answer.status == 302)
    }

    @Test func `cancelling the task ends the exchange`() async throws {
        let connection = StoreConnection(peer.settings)
        defer { connection.close() }
        let url = peer.url("/hang")
        let task = Task { () async -> TransferFailureReason? in
            do throws(TransferFailure) {
                _ = try await connection.send(StoreRequest(url: url, contentType: "x/y", body: [[1]]))
                return nil
            } catch { return error.reason }
        }
        task.cancel()
        #expect(await task.value == .cancelled)
        #expect(try await connection.echo([[1]], at: peer.url("/echo"))[0] == "1", "the others go on")
    }

    @Test func `closing ends what is in flight and refuses what comes later`() async throws {
        let connection = StoreConnection(peer.settings)
        let url = peer.url("/hang")
        async let pending = { () async -> TransferFailureReason? in
            do throws(TransferFailure) {
                _ = try await connection.send(StoreRequest(url: url, contentType: "x/y", body: [[1]]))
                return nil
            } catch { return error.reason }
        }()
        connection.close()
        #expect(await pending == .closed)
        await #expect(throws: TransferFailure(reason: .closed, requestMayHaveArrived: false)) { try await connection.echo([[1]], at: url) }
    }

    @Test func `a header value cannot smuggle a field of its own`() async throws {
        let connection = StoreConnection(peer.settings)
        defer { connection.close() }
        let request = StoreRequest(url: peer.url("/echo"), contentType: "x/y\r\nX-Test: smuggled", body: [[1]])
        let lines = String(decoding: try await connection.send(request).body, as: UTF8.self).split(separator: "\n")
        #expect(lines[6] == "None")
    }
}
