// Who stands at the other end of a TLS connection.

import NIOSSL

/// The certificates that the peer of a connection presented, and proved to hold the leaf's key.
///
/// That a chain leads to a trusted authority is not said here: listeners either let NIOSSL prove it before any request is read, or leave the
/// proof to the author check, whose refusal can then name the field. Bound for the whole connection, so that a request's context can read it.
package struct PeerIdentity: Sendable {
    /// The presented chain in DER, leaf first; a resumed session gives the leaf alone.
    package var chain: [[UInt8]]

    /// The peer of the connection in whose task this is read; nil on plain connections and where no certificate came.
    @TaskLocal package static var current: PeerIdentity?

    init?(certificates: [NIOSSLCertificate]) {
        let encoded = certificates.compactMap { try? $0.toDERBytes() }
        guard !encoded.isEmpty, encoded.count == certificates.count else { return nil }
        chain = encoded
    }
}
