// The pieces of a body, given out in whatever portions libcurl asks for.

import Testing

@testable import Delivery

@Suite struct TransferTests {
    private let chunks: [[UInt8]] = [[1, 2, 3], [], [4], [5, 6, 7, 8, 9]]

    private func readAll(_ transfer: Transfer, portion: Int) -> [UInt8] {
        var all: [UInt8] = []
        while true {
            var buffer = [UInt8](repeating: 0, count: portion)
            let count = buffer.withUnsafeMutableBytes { transfer.read(into: $0) }
            if count == 0 { return all }
            all += buffer[..<count]
        }
    }

    private func withTransfer(_ body: [[UInt8]], _ test: (Transfer) -> Void) async -> Result<StoreAnswer, TransferFailure> {
        await withCheckedContinuation { waiting in
            let transfer = Transfer(
                number: 1, request: StoreRequest(url: "https://localhost", contentType: "x", body: body), largestAnswer: 10, waiting: waiting)
            test(transfer)
            transfer.finish(nil, status: 200)
        }
    }

    @Test(arguments: [1, 2, 3, 4, 100])
    func `every portion gives the same bytes`(portion: Int) async {
        _ = await withTransfer(chunks) { transfer in
            #expect(transfer.length == 9)
            #expect(!transfer.requestMayHaveArrived)
            #expect(readAll(transfer, portion: portion) == [1, 2, 3, 4, 5, 6, 7, 8, 9])
            #expect(transfer.requestMayHaveArrived)
        }
    }

    @Test(arguments: 0...9)
    func `a body is sent again from any place`(position: Int) async {
        _ = await withTransfer(chunks) { transfer in
            _ = readAll(transfer, portion: 4)
            #expect(transfer.seek(to: position))
            #expect(readAll(transfer, portion: 4) == Array([1, 2, 3, 4, 5, 6, 7, 8, 9][position...]))
        }
    }

    @Test(arguments: [-1, 10])
    func `a place outside of the body is refused`(position: Int) async {
        _ = await withTransfer(chunks) { #expect(!$0.seek(to: position)) }
    }

    @Test func `an answer that grows too large is stopped, and the header is that of the last status`() async throws {
        let result = await withTransfer([]) { transfer in
            transfer.receiveHeader("HTTP/1.1 100 Continue\r\n")
            transfer.receiveHeader("X-Early: 1\r\n")
            transfer.receiveHeader("HTTP/1.1 200 OK\r\n")
            transfer.receiveHeader("Content-Type:  text/plain \r\n")
            transfer.receiveHeader("\r\n")
            #expect([UInt8](repeating: 65, count: 10).withUnsafeBytes { transfer.receive($0) })
            #expect(!([65] as [UInt8]).withUnsafeBytes { transfer.receive($0) })
            #expect(transfer.answerTooLarge)
        }
        let answer = try result.get()
        #expect(answer.fields == ["content-type": "text/plain"])
        #expect(answer.contentType == "text/plain")
        #expect(answer.body.count == 10)
    }
}
