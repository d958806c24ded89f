// OpenSSL's reader over bytes in memory.

import CCrypto

/// Lets OpenSSL read a text; nil when it has no reader to give.
///
/// The reader looks into the bytes themselves, so they are held in place until `work` returns: a pointer to an array lives only as long as the call
/// that it is passed to.
func withReader<Result>(over text: String, _ work: (OpaquePointer) -> Result) -> Result? {
    let bytes = Array(text.utf8) + [0]
    return bytes.withUnsafeBufferPointer { buffer in
        guard let reader = BIO_new_mem_buf(buffer.baseAddress, Int32(clamping: buffer.count - 1)) else { return nil }
        defer { BIO_free(reader) }
        return work(reader)
    }
}
