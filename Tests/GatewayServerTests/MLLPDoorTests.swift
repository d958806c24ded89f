// The MLLP door over real sockets: one acknowledgement for each message, in order, and none before the journal has it.

import AuthorTrust
import Foundation
import GatewayServer
import HL7v2Messages
import Journal
import SandboxSupport
import Testing

@Suite struct MLLPDoorTests {
    /// Runs a gateway with a plain MLLP door whose senders are only reported on.
    private func withDoor(
        _ change: (inout GatewayConfiguration) -> Void = { _ in }, _ body: (RunningGateway, Int) async throws -> Void
    ) async throws {
        let gateway = try await TestSandbox().startGateway {
            $0.mllp.port = 0
            $0.mllp.plainPolicy = .report
            change(&$0)
        }
        try await body(gateway, try #require(gateway.mllpPort))
        try await gateway.services.stop()
    }

    /// What MSA says of each acknowledgement: code and control id.
    private func answers(_ text: String) -> [String] {
        text.split(separator: "\r").filter { $0.hasPrefix("MSA|") }.map { $0.split(separator: "|").dropFirst().prefix(2).joined(separator: " ") }
    }

    private func message(_ controlID: String) throws -> MessageAround {
        MessageAround(try SampleDocuments.consultation()).replacing("|M0001|", with: "|\(controlID)|")
    }

    @Test func `a message is acknowledged when its document is on disk`() async throws {
        try await withDoor { gateway, port in
            let socket = try PlainSocket(port: port)
            await socket.write(framed(try message("A1").bytes))
            let answer = await socket.read { $0.contains("\u{1C}\r") }
            #expect(answers(answer) == ["AA A1"] && answer.hasPrefix("\u{0B}MSH|^~\\&|PASSERELLE|HOPITAL|RIS|HOPITAL|"))
            let doors = try await gateway.withJournal { try await $0.passages(matching: .init(), before: nil, limit: 9).passages.map(\.door) }
            #expect(doors == ["mllp"])
        }
    }

    @Test func `a sender that does not wait is answered in order`() async throws {
        try await withDoor { _, port in
            let socket = try PlainSocket(port: port)
            let stream = try (1...5).flatMap { try framed(message("B\($0)").bytes) }
            await socket.write(stream)
            let text = await socket.read { $0.split(separator: "\u{1C}").count > 5 }
            #expect(answers(text) == (1...5).map { "AA B\($0)" })
        }
    }

    @Test func `a message resent after a timeout gets the same answer and no second document`() async throws {
        try await withDoor { gateway, port in
            let bytes = framed(try message("C1").bytes)
            for _ in 1...2 {
                let socket = try PlainSocket(port: port)
                await socket.write(bytes)
                #expect(answers(await socket.read { $0.contains("\u{1C}\r") }) == ["AA C1"])
            }
            let count = try await gateway.withJournal { try await $0.passages(matching: .init(), before: nil, limit: 9).passages.count }
            #expect(count == 1)
        }
    }

    @Test func `what is wrong is answered with the place, and the next message is served`() async throws {
        try await withDoor { _, port in
            let socket = try PlainSocket(port: port)
            let other = try message("D1").replacing("PID|||2", with: "PID|||1")
            await socket.write(framed(other.bytes) + framed(try message("D2").bytes))
            let text = await socket.read { $0.split(separator: "\u{1C}").count > 2 }
            #expect(answers(text) == ["AE D1", "AA D2"])
            #expect(text.contains("ERR||PID^1^3") && text.contains("|E|904^"))
        }
    }

    @Test func `a stream that is no MLLP is ended`() async throws {
        try await withDoor { _, port in
            let answer = try await PlainSocket.exchange("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", port: port)
            #expect(answer.isEmpty)
        }
    }

    @Test func `a message over the limit ends the connection, and the door stays open`() async throws {
        try await withDoor({ $0.limits.bodyBytes = 1 << 20 }) { _, port in
            let socket = try PlainSocket(port: port)
            await socket.write([0x0B] + [UInt8](repeating: 0x41, count: 2 << 20))
            #expect(await socket.read().isEmpty)
            let next = try PlainSocket(port: port)
            await next.write(framed(try message("E1").bytes))
            #expect(answers(await next.read { $0.contains("\u{1C}\r") }) == ["AA E1"])
        }
    }

    @Test func `a sender that dawdles within a message is dropped`() async throws {
        try await withDoor({ $0.limits.requestSeconds = 1 }) { _, port in
            let socket = try PlainSocket(port: port)
            await socket.write([0x0B] + Array("MSH|".utf8))
            #expect(await socket.read().isEmpty)
        }
    }

    @Test func `under require a plain sender is refused with 901, and nothing is kept`() async throws {
        try await withDoor({ $0.mllp.plainPolicy = .require }) { gateway, port in
            let socket = try PlainSocket(port: port)
            await socket.write(framed(try message("F1").bytes))
            let text = await socket.read { $0.contains("\u{1C}\r") }
            #expect(answers(text) == ["AE F1"] && text.contains("|901^"))
            let isEmpty = try await gateway.withJournal { try await $0.passages(matching: .init(), before: nil, limit: 9).passages.isEmpty }
            #expect(isEmpty)
        }
    }

    @Test func `over TLS the sender's certificate is judged with the document`() async throws {
        let gateway = try await TestSandbox().startGateway { $0.mllp.tlsPort = 0 }
        let port = try #require(gateway.mllpTLSPort)
        let bytes = try message("G1").bytes
        let taken = try await OpenSSLClient.exchange(framed(bytes), gateway, port: port, as: "doctor", endingWith: 0x1C)
        #expect(answers(taken) == ["AA G1"])
        let refused = try await OpenSSLClient.exchange(framed(bytes), gateway, port: port, as: "pharmacist", endingWith: 0x1C)
        #expect(answers(refused) == ["AE G1"] && refused.contains("|901^"))
        try await gateway.services.stop()
    }
}
