// Opens envelopes: media type, content coding, charset, size.

public import ClinicalTypes
import CredentialChecks
public import Foundation

/// What stands on the outside of a document that comes over HTTP.
public struct Envelope: Sendable {
    /// The Content-Type field.
    public var contentType: String?
    /// The Content-Encoding field.
    public var contentEncoding: String?
    /// The body.
    public var body: [UInt8]

    /// Describes an envelope.
    public init(contentType: String?, contentEncoding: String? = nil, body: [UInt8]) {
        self.contentType = contentType
        self.contentEncoding = contentEncoding
        self.body = body
    }
}

/// Takes documents out of their envelopes.
///
/// The bytes are never changed: what is examined, kept and forwarded is what came. Where the envelope's charset and the
/// document's own declaration disagree, RFC 7303 (3.2) would let the envelope win over the declaration, and a byte order
/// mark over both. The record keeps the bytes without the envelope, so that every later reader goes by the mark or the
/// declaration; this gateway therefore reads as they will, and says in a remark that the envelope is wrong.
public struct DocumentIntake: Sendable {
    /// The media types that are accepted.
    public static let acceptedMediaTypes = ["application/xml", "text/xml", "application/hl7-cda+xml", "application/xslt+xml"]

    /// The largest body, in bytes; 20 MiB unless configured.
    public let maximumByteCount: Int

    /// Sets the limit.
    public init(maximumByteCount: Int = 20 << 20) { self.maximumByteCount = maximumByteCount }

    /// What is known before any byte of the body is read: whether the fields already refuse it.
    ///
    /// - Parameters:
    ///   - contentType: the Content-Type field.
    ///   - contentEncoding: the Content-Encoding field.
    ///   - announcedByteCount: the Content-Length field, nil where the body comes in chunks.
    public func refusal(contentType: String?, contentEncoding: String?, announcedByteCount: Int?) -> (IntakeRefusal, [Finding])? {
        if let coding = contentEncoding?.lowercased(), !coding.isEmpty, coding != "identity" {
            return (.unsupportedMediaType, [IntakeFinding.contentCoding(coding)])
        }
        guard let contentType else { return (.unsupportedMediaType, [IntakeFinding.mediaType(nil)]) }
        guard let media = MediaType(contentType) else { return (.unsupportedMediaType, [IntakeFinding.mediaType(contentType)]) }
        guard Self.acceptedMediaTypes.contains(media.essence) else {
            return (
                .unsupportedMediaType, [media.essence.hasPrefix("multipart/") ? IntakeFinding.multipart(media.essence) : IntakeFinding.mediaType(contentType)]
            )
        }
        if let announcedByteCount, announcedByteCount > maximumByteCount { return tooLarge(announcedByteCount) }
        return nil
    }

    /// The refusal of a body of more bytes than the limit; doors that count while they read use it.
    public func tooLarge(_ byteCount: Int) -> (IntakeRefusal, [Finding]) { (.tooLarge, [IntakeFinding.tooLarge(byteCount, limit: maximumByteCount)]) }

    /// Opens an envelope.
    public func receive(_ envelope: Envelope, at moment: Date, door: String, sender: String?) -> IntakeVerdict {
        if let (reason, findings) = refusal(
            contentType: envelope.contentType, contentEncoding: envelope.contentEncoding, announcedByteCount: envelope.body.count)
        {
            return .refused(reason, findings)
        }
        guard !envelope.body.isEmpty else { return .refused(.empty, [IntakeFinding.empty]) }
        let media = envelope.contentType.flatMap(MediaType.init)
        return .received(
            ReceivedDocument(
                bytes: envelope.body, sha256: hexadecimal(Digest.sha256(envelope.body)), mediaType: media?.essence ?? "", receivedAt: moment, door: door,
                sender: sender, remarks: remarks(on: media?.parameters["charset"], bytes: envelope.body)))
    }

    private func remarks(on charset: String?, bytes: [UInt8]) -> [Finding] {
        guard let charset else { return [] }
        let declared = DeclaredEncoding.name(in: bytes) ?? "UTF-8"
        return DeclaredEncoding.agree(charset, declared, for: bytes) ? [] : [IntakeFinding.charset(charset, declared: declared)]
    }
}
