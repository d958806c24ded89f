// Requests that no HTTP library would send: slow, broken off, without end, with methods that no route has.

import AuthorTrust
import Delivery
import Foundation
import GatewayServer
import Journal
import SandboxSupport
import Testing

@Suite struct RawRequestTests {
    /// A gateway whose plain door takes documents of anybody.
    private func withPlainDoor(_ change: (inout GatewayConfiguration) -> Void = { _ in }, _ test: (RunningGateway) async throws -> Void) async throws {
        try await withGateway {
            $0.author.policy = .off
            change(&$0)
        } _: {
            try await test($0)
        }
    }

    private func head(_ length: Int?, _ more: String = "") -> String {
        "POST /v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/xml\r\n\(length.map { "Content-Length: \($0)\r\n" } ?? "")\(more)\r\n"
    }

    private func count(_ gateway: RunningGateway) async throws -> Int {
        try await gateway.withJournal { try await $0.passages(matching: .init(), before: nil, limit: 500).passages.count }
    }

    @Test(arguments: ["", "POST /v1/documents HTTP/1.1\r\nHost: local"])
    func `a client that never ends its head is dropped`(sent: String) async throws {
        try await withPlainDoor {
            $0.limits.requestSeconds = 1
            $0.limits.idleSeconds = 1
        } _: { gateway in
            let socket = try PlainSocket(port: gateway.plainPort)
            await socket.write(sent)
            let answer = await socket.read()
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 408"))
        }
    }

    @Test func `a client that never ends its body is told 408 and dropped, and nothing is written`() async throws {
        try await withPlainDoor {
            $0.limits.requestSeconds = 1
            $0.limits.idleSeconds = 1
        } _: { gateway in
            let socket = try PlainSocket(port: gateway.plainPort)
            await socket.write(head(1000) + "<ClinicalDocument")
            #expect(await socket.read().hasPrefix("HTTP/1.1 408"))
            #expect(try await count(gateway) == 0)
        }
    }

    @Test func `a client that drips its body is dropped at the same deadline`() async throws {
        try await withPlainDoor {
            $0.limits.requestSeconds = 1
            $0.limits.idleSeconds = 1
        } _: { gateway in
            let socket = try PlainSocket(port: gateway.plainPort)
            await socket.write(head(100_000))
            try await eventually("the gateway hangs up") { await !socket.write(" ") }
            #expect(try await count(gateway) == 0)
        }
    }

    @Test(arguments: [true, false]) func `an upload that breaks off leaves nothing`(isChunked: Bool) async throws {
        try await withPlainDoor { gateway in
            let bytes = try SampleDocuments.consultation()
            let socket = try PlainSocket(port: gateway.plainPort)
            if isChunked {
                // The whole document has come, but not the end of the body.
                await socket.write(head(nil, "Transfer-Encoding: chunked\r\n") + String(bytes.count, radix: 16) + "\r\n")
                await socket.write(bytes)
            } else {
                await socket.write(head(bytes.count + 1))
                await socket.write(bytes)
            }
            socket.endWriting()
            #expect(await !socket.read().hasPrefix("HTTP/1.1 2"))
            let whole = try await gateway.submit(bytes, as: "doctor")
            #expect(whole.status == 202)
            #expect(try await count(gateway) == 1)
        }
    }

    @Test func `a body in chunks that outgrows the limit is answered 413 without reading on`() async throws {
        try await withPlainDoor {
            $0.limits.bodyBytes = 4096
        } _: { gateway in
            let socket = try PlainSocket(port: gateway.plainPort)
            await socket.write(head(nil, "Transfer-Encoding: chunked\r\n"))
            let chunk = "1000\r\n" + String(repeating: " ", count: 4096) + "\r\n"
            var sent = 0
            // No end ever comes; a gateway that read on would take these forever.
            while sent < 64 << 20, await socket.write(chunk) { sent += chunk.utf8.count }
            #expect(sent < 64 << 20)
            #expect(try await count(gateway) == 0)
        }
    }

    @Test func `the answer to a body that is too large arrives`() async throws {
        try await withPlainDoor {
            $0.limits.bodyBytes = 4096
        } _: { gateway in
            let announced = try await PlainSocket.exchange(head(1 << 30), port: gateway.plainPort)
            #expect(announced.hasPrefix("HTTP/1.1 413") && announced.contains("document.too-large"))
            let chunk = "1400\r\n" + String(repeating: " ", count: 0x1400) + "\r\n"
            let chunked = try await PlainSocket.exchange(head(nil, "Transfer-Encoding: chunked\r\n") + chunk, port: gateway.plainPort)
            #expect(chunked.hasPrefix("HTTP/1.1 413") && chunked.lowercased().contains("connection: close"))
        }
    }

    @Test func `who waits for 100 Continue is told to go on, unless the body is too large`() async throws {
        try await withPlainDoor { gateway in
            let bytes = try SampleDocuments.consultation()
            let socket = try PlainSocket(port: gateway.plainPort)
            await socket.write(head(bytes.count, "Expect: 100-continue\r\nConnection: close\r\n"))
            #expect(await socket.read { $0.contains("\r\n\r\n") }.hasPrefix("HTTP/1.1 100"))
            await socket.write(bytes)
            #expect(await socket.read().hasPrefix("HTTP/1.1 202"))
            let refused = try await PlainSocket.exchange(head(1 << 30, "Expect: 100-continue\r\n"), port: gateway.plainPort)
            #expect(refused.hasPrefix("HTTP/1.1 413"))
        }
    }

    @Test(arguments: [
        ("PUT", "/v1/documents", "POST"), ("DELETE", "/v1/submissions/x", "GET, HEAD"), ("POST", "/v1/submissions", "GET, HEAD"),
        ("OPTIONS", "/health/live", "GET, HEAD"), ("PATCH", "/health/ready", "GET, HEAD"), ("HEAD", "/v1/documents", "POST"),
    ])
    func `a method that a path does not have is answered 405 with those that it has`(method: String, path: String, allowed: String) async throws {
        try await withPlainDoor { gateway in
            let answer = try await PlainSocket.exchange(
                "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", port: gateway.plainPort)
            #expect(answer.hasPrefix("HTTP/1.1 405"))
            #expect(answer.lowercased().contains("\r\nallow: \(allowed.lowercased())\r\n"))
            #expect(answer.contains("application/problem+json"))
        }
    }

    @Test func `HEAD is answered like GET, without a body`() async throws {
        try await withPlainDoor { gateway in
            for path in ["/health/live", "/health/ready", "/v1/submissions"] {
                let answer = try await PlainSocket.exchange("HEAD \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", port: gateway.plainPort)
                #expect(answer.hasPrefix("HTTP/1.1 200") && answer.hasSuffix("\r\n\r\n"))
            }
        }
    }

    @Test(arguments: ["GET /v1/../v1/documents HTTP/1.1", "GET /v1%2fdocuments HTTP/1.1", "GET /v1/%00 HTTP/1.1"])
    func `a target with two readings is answered 400 as a problem`(line: String) async throws {
        try await withPlainDoor { gateway in
            let answer = try await PlainSocket.exchange("\(line)\r\nHost: localhost\r\nConnection: close\r\n\r\n", port: gateway.plainPort)
            #expect(answer.hasPrefix("HTTP/1.1 400") && answer.contains("application/problem+json"))
        }
    }

    @Test func `what is no HTTP at all is answered 400 and dropped, and the gateway goes on`() async throws {
        try await withPlainDoor { gateway in
            for text in ["\u{16}\u{3}\u{1}\u{2}\0\u{1}\0", "HELO example\r\n\r\n", "MSH|^~\\&|A|B\r", "GET / HTTP/9.9\r\nHost: a\r\n\r\n"] {
                let socket = try PlainSocket(port: gateway.plainPort)
                await socket.write(text)
                socket.endWriting()
                let answer = await socket.read()
                #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4") || answer.hasPrefix("HTTP/1.1 5"))
            }
            #expect(try await gateway.get("/health/live", as: nil).status == 200)
        }
    }

    @Test func `more than may be in work at once is answered 429, and taken when there is room again`() async throws {
        try await withPlainDoor {
            $0.limits.inFlightBytes = 61 << 10
        } _: { gateway in
            let bytes = try SampleDocuments.consultation()
            let hog = try PlainSocket(port: gateway.plainPort)
            await hog.write(head(60 << 10) + " ")
            try await eventually("the hog is in work") {
                try await gateway.submit(bytes, as: "doctor").status == 429
            }
            let crowded = try await gateway.submit(bytes, as: "doctor")
            #expect(crowded.status == 429 && crowded.code == "too-many-requests" && crowded.fields["retry-after"] == "2")
            hog.endWriting()
            _ = await hog.read()
            try await eventually("there is room again") { try await gateway.submit(bytes, as: "doctor").status == 202 }
        }
    }

    @Test func `a client that leaves before its answer costs nobody anything`() async throws {
        try await withPlainDoor { gateway in
            let bytes = try SampleDocuments.consultation()
            do {
                let socket = try PlainSocket(port: gateway.plainPort)
                await socket.write(head(bytes.count))
                await socket.write(bytes)
            }
            try await eventually("the document is written down") { try await count(gateway) == 1 }
            // It is found again under the same receipt.
            #expect(try await gateway.submit(bytes, as: "doctor").status == 200)
        }
    }
}
