// What OpenSSL says when its own machinery breaks.

import CCrypto

/// OpenSSL could not do what it always can: memory, entropy or a missing provider.
///
/// This is broken machinery, not a verdict on anything that was received.
public struct OpenSSLFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The OpenSSL function or the step that failed.
    public let step: String
    /// The first entry of OpenSSL's error queue, 0 where it is empty (`ERR_get_error`).
    public let errorCode: UInt

    /// Names the step and empties OpenSSL's error queue of this thread.
    init(_ step: String) {
        self.step = step
        errorCode = ERR_get_error()
        ERR_clear_error()
    }

    /// The step and the library's code in hexadecimal, for a look-up with `openssl errstr`.
    public var description: String { "openssl failed at \(step), code \(String(errorCode, radix: 16))" }
}
