// OpenSSL's own form of a certificate, kept alive.

import CCrypto

/// An `X509`, never changed after it was read, so that threads may share it.
final class CertificateHandle: @unchecked Sendable {
    let pointer: OpaquePointer

    init?(der: [UInt8]) {
        let read: OpaquePointer? = der.withUnsafeBufferPointer { bytes in
            var cursor = bytes.baseAddress
            guard let certificate = d2i_X509(nil, &cursor, bytes.count) else { return nil }
            guard cursor == bytes.baseAddress! + bytes.count else {
                X509_free(certificate)
                return nil
            }
            return certificate
        }
        ERR_clear_error()
        guard let read else { return nil }
        pointer = read
    }

    deinit { X509_free(pointer) }

    /// The DER of a certificate that OpenSSL holds.
    static func der(of certificate: OpaquePointer) -> [UInt8]? {
        let length = i2d_X509(certificate, nil)
        guard length > 0 else { return nil }
        return [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, filled in
            var cursor = buffer.baseAddress
            filled = max(0, Int(i2d_X509(certificate, &cursor)))
        }
    }
}
