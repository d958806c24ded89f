// Bytes that nobody can guess.

import CCrypto

/// So many bytes from OpenSSL's random generator, fit for keys, nonces and identifiers.
///
/// A system without entropy stops the program: nothing that would be made without it could be trusted.
public func randomBytes(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        precondition(count == 0 || RAND_bytes(buffer.baseAddress, Int32(count)) == 1, "the system gives no random bytes")
        filled = count
    }
}
