// A document as it came in, out of its envelope.

public import ClinicalTypes
import CredentialChecks
public import Foundation

/// A document out of its envelope: the bytes exactly as received, and how they came.
public struct ReceivedDocument: Sendable {
    /// The bytes as received.
    public let bytes: [UInt8]
    /// The SHA-256 of the bytes, in hexadecimal.
    public let sha256: String
    /// The media type that the envelope named, without parameters.
    public let mediaType: String
    /// When it came.
    public let receivedAt: Date
    /// The door that it came through, for instance `https`.
    public let door: String
    /// Who handed it over: the SHA-256 of the client certificate in hexadecimal, nil where none was presented.
    public let sender: String?
    /// What is odd about the envelope and yet refuses nothing.
    public let remarks: [Finding]
}

extension ReceivedDocument {
    /// A document that came in a submission over XDS.b or FHIR or in an archive, whose entry stands for an envelope of its own.
    public init(xds bytes: [UInt8], at moment: Date, door: String = "xds") {
        self.init(
            bytes: bytes, sha256: hexadecimal(Digest.sha256(bytes)), mediaType: "text/xml", receivedAt: moment, door: door, sender: nil, remarks: [])
    }
}

extension ReceivedDocument: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Type, size and door: no content.
    public var description: String { "ReceivedDocument(\(mediaType), \(bytes.count) bytes, \(door))" }
    /// The same as `description`.
    public var debugDescription: String { description }
    /// Nothing, so that a dump shows no content.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Why an envelope was not opened.
public enum IntakeRefusal: String, Sendable, Hashable, Codable, CaseIterable {
    /// It holds nothing.
    case empty
    /// It holds more than the limit.
    case tooLarge
    /// It names a media type, a content coding or a charset that is not accepted.
    case unsupportedMediaType
}

/// What intake says of an envelope.
public enum IntakeVerdict: Sendable {
    /// A document.
    case received(ReceivedDocument)
    /// None: why, and in findings what would have been right.
    case refused(IntakeRefusal, [Finding])
}
