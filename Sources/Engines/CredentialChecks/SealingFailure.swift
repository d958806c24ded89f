// Why a sealed box could not be made or opened.

/// Why a key was refused, or a box does not open.
public enum SealingFailure: String, Error, Sendable, Hashable, CustomStringConvertible {
    /// The key has not 32 bytes.
    case keyLength = "sealing.key-length"
    /// The bytes are not a sealed box: too short.
    case truncated = "sealing.truncated"
    /// The box was made by a version that this program does not know.
    case unknownVersion = "sealing.unknown-version"
    /// The key or the context is another one, or the bytes were altered; AES-GCM cannot tell these apart.
    case notAuthentic = "sealing.not-authentic"
    /// OpenSSL failed.
    case machinery = "sealing.machinery"

    /// The code.
    public var description: String { rawValue }
}
