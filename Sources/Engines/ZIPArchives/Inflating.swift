// Deflate streams, inflated into exactly the bytes that were announced, and made.

import CZlib

enum Deflate {
    /// The bytes of a raw stream (RFC 1951); nil where it is broken, ends early or late, or gives another number of bytes.
    static func inflate(_ packed: ArraySlice<UInt8>, count: Int) -> [UInt8]? {
        var stream = z_stream()
        guard czlib_inflate_begin(&stream) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var isWhole = false
        // One byte more than is needed, so that there is always an address.
        var bytes = [UInt8](unsafeUninitializedCapacity: count + 1) { output, filled in
            filled = 0
            packed.withUnsafeBufferPointer { input in
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(count + 1)
                let result = CZlib.inflate(&stream, Z_FINISH)
                let produced = count + 1 - Int(stream.avail_out)
                isWhole = result == Z_STREAM_END && stream.avail_in == 0 && produced == count
                filled = produced
            }
        }
        guard isWhole else { return nil }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// The bytes as a raw stream; nil where it would not be smaller.
    static func deflate(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count > 16 else { return nil }
        var stream = z_stream()
        guard czlib_deflate_begin(&stream) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var isWhole = false
        let packed = [UInt8](unsafeUninitializedCapacity: bytes.count) { output, filled in
            bytes.withUnsafeBufferPointer { input in
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(bytes.count)
                isWhole = CZlib.deflate(&stream, Z_FINISH) == Z_STREAM_END
                filled = bytes.count - Int(stream.avail_out)
            }
        }
        return isWhole && packed.count < bytes.count ? packed : nil
    }
}

/// The CRC-32 of bytes (APPNOTE 4.4.7).
func checksum(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { Int(crc32(0, $0.baseAddress, UInt32($0.count))) }
}
