// Reads a case from a file or from standard input, no further than it is wanted.

import Glibc

/// The input of a case; `-` is standard input.
enum InputFile {
    /// The first bytes of a file, nil when it cannot be read.
    static func read(_ path: String, atMost limit: Int) -> [UInt8]? {
        let file = path == "-" ? 0 : open(path, O_RDONLY)
        guard file >= 0 else { return nil }
        defer { if file != 0 { close(file) } }
        var information = stat()
        let size = fstat(file, &information) == 0 ? Int(information.st_size) : 0
        var capacity = min(limit, max(size + 1, 1 << 20))
        var memory = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        defer { memory.deallocate() }
        var count = 0
        while count < limit {
            if count == capacity {
                let larger = UnsafeMutableRawPointer.allocate(byteCount: min(limit, capacity * 2), alignment: 16)
                larger.copyMemory(from: memory, byteCount: count)
                memory.deallocate()
                memory = larger
                capacity = min(limit, capacity * 2)
            }
            let received = Glibc.read(file, memory + count, capacity - count)
            if received < 0 { return nil }
            if received == 0 { break }
            count += received
        }
        return Array(UnsafeRawBufferPointer(start: memory, count: count))
    }
}
