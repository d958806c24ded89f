// Reads a file line by line in bounded memory.

import Foundation

/// The lines of a file as bytes, without their ends (LF or CR LF).
struct LineReader: ~Copyable {
    /// The longest line that is read, in bytes; those of extractions have about 600.
    static let longestLine = 64 << 10

    let path: String
    /// The size of the file in bytes, 0 where the system does not say.
    let byteCount: Int
    /// How many bytes were handed out.
    private(set) var bytesRead = 0
    /// The number of the last line handed out, counted from 1.
    private(set) var lineNumber = 0
    private let file: Int32
    private var buffer: [UInt8]
    private var range = 0..<0
    private var isAtEnd = false

    init(path: String) throws(DirectoryFailure) {
        self.path = path
        file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw DirectoryFailure(.unreadable, file: path, String(cString: strerror(errno))) }
        var information = stat()
        byteCount = fstat(file, &information) == 0 ? Int(information.st_size) : 0
        buffer = [UInt8](repeating: 0, count: 1 << 20)
        posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    deinit { close(file) }

    /// Hands the next line to `work`; nil at the end of the file.
    mutating func next<Result>(_ work: (UnsafeBufferPointer<UInt8>) throws(DirectoryFailure) -> Result) throws(DirectoryFailure) -> Result? {
        while true {
            let found: Int? = buffer.withUnsafeBytes { memory in
                guard !range.isEmpty, let place = memchr(memory.baseAddress! + range.lowerBound, 0x0a, range.count) else { return nil }
                return UnsafeRawPointer(place) - memory.baseAddress!
            }
            if let end = found { return try hand(range.lowerBound..<end, next: end + 1, work) }
            if isAtEnd { return range.isEmpty ? nil : try hand(range, next: range.upperBound, work) }
            try fill()
        }
    }

    private mutating func hand<Result>(
        _ line: Range<Int>, next: Int, _ work: (UnsafeBufferPointer<UInt8>) throws(DirectoryFailure) -> Result
    ) throws(DirectoryFailure) -> Result {
        lineNumber += 1
        guard line.count <= Self.longestLine else { throw tooLong }
        bytesRead += next - line.lowerBound
        range = next..<range.upperBound
        let last = line.last.map { buffer[$0] == 0x0d ? $0 : $0 + 1 } ?? line.upperBound
        let outcome: Swift.Result<Result, DirectoryFailure> = buffer.withUnsafeBufferPointer { memory in
            do throws(DirectoryFailure) { return .success(try work(UnsafeBufferPointer(rebasing: memory[line.lowerBound..<last]))) } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    private var tooLong: DirectoryFailure {
        DirectoryFailure(.lineTooLong, file: path, line: lineNumber, "a line of more than \(Self.longestLine) bytes")
    }

    /// Moves what is left to the front and reads on behind it.
    private mutating func fill() throws(DirectoryFailure) {
        guard range.count <= Self.longestLine else {
            lineNumber += 1
            throw tooLong
        }
        buffer.replaceSubrange(0..<range.count, with: buffer[range])
        let kept = range.count
        if buffer.count < 1 << 20 { buffer += [UInt8](repeating: 0, count: 1 << 20 - buffer.count) }
        let count = buffer.withUnsafeMutableBytes { read(file, $0.baseAddress! + kept, $0.count - kept) }
        guard count >= 0 else { throw DirectoryFailure(.unreadable, file: path, String(cString: strerror(errno))) }
        isAtEnd = count == 0
        range = 0..<kept + count
    }
}
