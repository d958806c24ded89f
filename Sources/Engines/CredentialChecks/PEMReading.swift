// OpenSSL's reader over bytes in memory.

import CCrypto

/// Lets OpenSSL read a text; nil when it has no reader to give.
func withReader<Result>(over text: String, _ work: (OpaquePointer) -> Result) -> Result? { withReader(over: Array(text.utf8), work) }

/// Lets OpenSSL read bytes; nil when it has no reader to give.
///
/// The reader looks into the bytes themselves, so they are held in place until `work` returns: a pointer to an array lives only as long as the call
/// that it is passed to.
@discardableResult
func withReader<Result>(over bytes: [UInt8], _ work: (OpaquePointer) -> Result) -> Result? {
    bytes.withUnsafeBufferPointer { buffer in
        var nothing: UInt8 = 0
        return withUnsafePointer(to: &nothing) { empty in
            // An empty array may have no address, which OpenSSL takes for a mistake.
            guard let reader = BIO_new_mem_buf(buffer.baseAddress ?? empty, Int32(clamping: buffer.count)) else { return nil }
            defer { BIO_free(reader) }
            return work(reader)
        }
    }
}
