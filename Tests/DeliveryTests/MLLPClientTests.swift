// Messages sent to a taker in another process, plain and over TLS, well behaved and not.

import Delivery
import Foundation
import Testing

@Suite(.enabled(if: StorePeer.isPossible, "needs python3 and openssl")) struct MLLPClientTests {
    private let peer: StorePeer

    init() throws { peer = try StorePeer.shared.get() }

    private func plain() throws -> MLLPDestination { try #require(MLLPDestination("127.0.0.1:\(peer.takers.plain)")) }

    private func secure(_ security: MLLPDestination.Security? = nil, host: String = "localhost") throws -> MLLPDestination {
        let usual = MLLPDestination.Security(
            authorities: .file(peer.file("authority.pem")), certificate: .file(peer.file("client.pem")), key: .bytes(peer.bytes("client.key")))
        return try #require(MLLPDestination("\(host):\(peer.takers.secure)", security: security ?? usual))
    }

    private func failure(_ message: String, to destination: MLLPDestination) async -> TransferFailure? {
        do throws(TransferFailure) {
            _ = try await MLLPClient(destination).send(Array(message.utf8))
            return nil
        } catch {
            return error
        }
    }

    /// The fields of the peer's answer: how many bytes came, and from which port.
    private func exchange(_ message: [UInt8], _ client: MLLPClient) async throws -> [String] {
        String(decoding: try await client.send(message), as: UTF8.self).split(whereSeparator: { "|\r".contains($0) }).map(String.init)
    }

    @Test func `a message brings back its answer, and the next goes over the same connection`() async throws {
        for destination in [try plain(), try secure()] {
            let client = MLLPClient(destination)
            let first = try await exchange(Array("MSH|one\r".utf8), client)
            let second = try await exchange(Array("pieces\r".utf8), client)
            #expect(
                first.prefix(2) == ["ACK", "8"] && second.prefix(2) == ["ACK", "7"] && first[2] == second[2],
                "\(destination) \(destination.security == nil) \(first) \(second)")
        }
    }

    @Test func `a large message arrives whole`() async throws {
        let large = [UInt8](repeating: UInt8(ascii: "A"), count: 9 << 20)
        for destination in [try plain(), try secure()] {
            #expect(try await exchange(large, MLLPClient(destination))[1] == "\(large.count)")
        }
    }

    @Test func `messages that are sent at once go one after the other`() async throws {
        let client = MLLPClient(try plain())
        let lengths = try await withThrowingTaskGroup { group in
            for count in 1...20 {
                group.addTask { [UInt8](repeating: UInt8(ascii: "B"), count: count) }
            }
            var answers: [String] = []
            for try await message in group { answers.append(try await exchange(message, client)[1]) }
            return answers
        }
        #expect(Set(lengths).count == 20)
    }

    @Test(arguments: ["last", "chatty"])
    func `a connection that was ended, or on which somebody spoke unasked, is not used again`(first: String) async throws {
        let client = MLLPClient(try plain())
        let one = try await exchange(Array(first.utf8), client)
        // The end of the first connection may still be on its way; a message that meets it fails, and says so.
        var two: [String]?
        while two == nil { two = try? await exchange(Array("next".utf8), client) }
        #expect(two?[0] == "ACK" && two?[1] == "4" && two?[2] != one[2])
    }

    @Test func `after a close, the next message makes a new connection`() async throws {
        let client = MLLPClient(try plain())
        let one = try await exchange([1], client)
        client.close()
        #expect(try await exchange([1], client)[2] != one[2])
    }

    @Test(arguments: [
        ("silent", TransferFailureReason.timedOut), ("half", .timedOut), ("close-late", .connectionLost), ("noise", .answerNotMLLP), ("large", .answerTooLarge),
    ])
    func `what is no answer is a failure after which the message may have arrived`(message: String, reason: TransferFailureReason) async throws {
        var destination = try plain()
        if reason == .timedOut { destination.answerSeconds = 0.3 }
        let failure = await failure(message, to: destination)
        #expect(failure?.reason == reason && failure?.requestMayHaveArrived == true)
    }

    @Test func `nobody listening: the message cannot have arrived`() async throws {
        let failure = await failure("x", to: try #require(MLLPDestination("127.0.0.1:1")))
        #expect(failure?.reason == .noConnection && failure?.requestMayHaveArrived == false)
    }

    @Test func `a receiver of another authority or another name is refused, and nothing is sent`() async throws {
        let strangers = MLLPDestination.Security(authorities: .file(peer.file("stranger.pem")))
        for destination in [try secure(strangers), try secure(host: "127.0.0.1")] {
            let failure = await failure("x", to: destination)
            #expect(failure?.reason == .serverCertificateRefused && failure?.requestMayHaveArrived == false)
        }
    }

    @Test func `a receiver that wants another certificate is told from one that is away`() async throws {
        let outsider = MLLPDestination.Security(
            authorities: .file(peer.file("authority.pem")), certificate: .file(peer.file("outsider.pem")), key: .file(peer.file("outsider.key")))
        // TLS 1.3 refuses after the handshake: the reset that follows the alert may overtake it.
        let late: Set<TransferFailureReason?> = [.clientCertificateRefused, .connectionLost]
        #expect(late.contains(await failure("x", to: try secure(outsider))?.reason))
    }

    @Test func `files that are not there are our own fault`() async throws {
        let nowhere = MLLPDestination.Security(authorities: .file(peer.file("nowhere.pem")))
        #expect(await failure("x", to: try secure(nowhere))?.reason == .ownCredentialsUnusable)
    }

    @Test func `a wait that is cancelled ends`() async throws {
        let client = MLLPClient(try plain())
        let task = Task { () async -> TransferFailureReason? in
            do throws(TransferFailure) {
                _ = try await client.send(Array("silent".utf8))
                return nil
            } catch {
                return error.reason
            }
        }
        task.cancel()
        #expect(await task.value == .cancelled)
        #expect(try await exchange(Array("next".utf8), client)[1] == "4")
    }

    @Test(arguments: ["localhost:2575", "10.0.0.1:1", "[::1]:65535", "sil.labo-nord.example:2576"])
    func `an address is a host and a port`(text: String) throws {
        #expect(try #require(MLLPDestination(text)).description == text)
    }

    @Test(arguments: [
        "", "localhost", "localhost:", ":2575", "localhost:0", "localhost:65536", "a b:1", "user@host:1", "host/path:1", "::1:1", "[x]:1", "[]:1",
    ])
    func `anything else is no address`(text: String) { #expect(MLLPDestination(text) == nil) }
}
