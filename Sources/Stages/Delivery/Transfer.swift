// One exchange in flight: the bytes still to be sent, the bytes that came, and who waits for the end.

import CCurl
import Synchronization

/// One exchange in flight.
///
/// Made by the task that asks, then touched by the connection's thread alone until `finish`.
final class Transfer: @unchecked Sendable {
    let number: UInt64
    let request: StoreRequest
    let length: Int
    private let largestAnswer: Int
    private let waiting: Mutex<CheckedContinuation<Result<StoreAnswer, TransferFailure>, Never>?>

    private var chunk = 0
    private var offset = 0
    private var answer = StoreAnswer(status: 0)
    private(set) var answerTooLarge = false
    var headerList: UnsafeMutablePointer<curl_slist>?
    let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    init(number: UInt64, request: StoreRequest, largestAnswer: Int, waiting: CheckedContinuation<Result<StoreAnswer, TransferFailure>, Never>) {
        self.number = number
        self.request = request
        self.largestAnswer = largestAnswer
        self.waiting = Mutex(waiting)
        length = request.bodyLength
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_slist_free_all(headerList)
        errorText.deallocate()
    }

    /// Whether every byte of the body was handed to libcurl, so that the store may have it all.
    var requestMayHaveArrived: Bool { chunk >= request.body.count && length > 0 }

    /// Fills libcurl's buffer with the next bytes of the body; returns how many.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        var filled = 0
        while filled < buffer.count, chunk < request.body.count {
            let piece = request.body[chunk]
            let count = min(piece.count - offset, buffer.count - filled)
            piece.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(from: UnsafeRawBufferPointer(rebasing: source[offset..<offset + count]))
            }
            filled += count
            offset += count
            if offset == piece.count {
                chunk += 1
                offset = 0
            }
        }
        return filled
    }

    /// Goes to a place of the body: libcurl sends again when a kept connection turns out dead.
    func seek(to position: Int) -> Bool {
        guard (0...length).contains(position) else { return false }
        chunk = 0
        offset = position
        while chunk < request.body.count, offset >= request.body[chunk].count {
            offset -= request.body[chunk].count
            chunk += 1
        }
        return true
    }

    /// Takes bytes of the answer; false when it grows too large.
    func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard answer.body.count + bytes.count <= largestAnswer else {
            answerTooLarge = true
            return false
        }
        answer.body.append(contentsOf: bytes)
        return true
    }

    /// Takes one line of the answer's header.
    func receiveHeader(_ line: Substring) {
        if line.hasPrefix("HTTP/") {
            answer.fields = [:]
        } else if let colon = line.firstIndex(of: ":") {
            answer.fields[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].trimmingBlanks)
        }
    }

    /// Ends the exchange; only the first call counts.
    func finish(_ failure: TransferFailure?, status: Int = 0) {
        answer.status = status
        let result: Result<StoreAnswer, TransferFailure> = failure.map { .failure($0) } ?? .success(answer)
        waiting.withLock { continuation in
            continuation?.resume(returning: result)
            continuation = nil
        }
    }
}

extension Substring {
    /// Without blanks and line ends at both sides.
    fileprivate var trimmingBlanks: Substring {
        var text = drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
