// A digest of bytes that come in pieces.

import CCrypto

/// A digest that grows with each piece; used by one task at a time.
public final class RunningDigest {
    /// The algorithm.
    public let algorithm: DigestAlgorithm
    private let context: OpaquePointer

    /// Starts a digest over nothing yet.
    public init(_ algorithm: DigestAlgorithm) {
        self.algorithm = algorithm
        context = EVP_MD_CTX_new()
        restart()
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Takes the next piece in.
    public func update(_ bytes: some Sequence<UInt8>) {
        let taken: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
        if taken == nil {
            Array(bytes).withUnsafeBytes { update($0) }
        }
    }

    /// Takes the next piece in, from memory.
    public func update(_ bytes: UnsafeRawBufferPointer) {
        precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "OpenSSL lost its digest")
    }

    /// The digest of everything taken in; afterwards the digest starts again over nothing.
    public func finish() -> [UInt8] {
        let result = [UInt8](unsafeUninitializedCapacity: algorithm.byteCount) { buffer, filled in
            precondition(EVP_DigestFinal_ex(context, buffer.baseAddress, nil) == 1, "OpenSSL lost its digest")
            filled = algorithm.byteCount
        }
        restart()
        return result
    }

    private func restart() {
        precondition(EVP_DigestInit_ex2(context, algorithm.implementation, nil) == 1, "OpenSSL has no \(algorithm.rawValue)")
    }
}
