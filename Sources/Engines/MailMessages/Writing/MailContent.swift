// What a message holds: texts, files, notices, other messages, and these together.

import Foundation

/// A file that a message carries.
public struct MailAttachment: Sendable, Hashable {
    /// The name that the receiver sees.
    public var name: String
    /// The media type, for instance `application/pdf`.
    public var mediaType: String
    /// The bytes.
    public var bytes: [UInt8]

    /// Gives a file to a message.
    public init(name: String, mediaType: String, bytes: [UInt8]) {
        self.name = name
        self.mediaType = mediaType
        self.bytes = bytes
    }
}

/// What a message holds (RFC 2045, RFC 2046).
public indirect enum MailContent: Sendable, Hashable {
    /// A text for people.
    case text(String)
    /// A file.
    case attachment(MailAttachment)
    /// Fields for programs, in groups, as notices have them.
    case fields(mediaType: String, [[MailField]])
    /// Another message, as it came.
    case message([UInt8])
    /// Several of these, under a subtype of multipart with its parameters.
    case multipart(String, parameters: [MailField], [MailContent])
}

/// A name and its value.
public struct MailField: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value.
    public var value: String

    /// States a field.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension MailContent {
    /// Writes the content with its own header fields.
    ///
    /// - Parameter boundary: names a boundary that stands nowhere else in the message; its `=_` is in no base64.
    func write(into bytes: inout [UInt8], boundary: String) {
        switch self {
        case .text(let text):
            bytes += HeaderField.parameterised("Content-Type", "text/plain", [("charset", "UTF-8")]).utf8
            // Line ends of a text are CR LF before it is encoded (RFC 2045, 6.8).
            let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
            Self.base64(Array(lines.joined(separator: "\r\n").utf8), into: &bytes)
        case .attachment(let file):
            bytes += HeaderField.parameterised("Content-Type", file.mediaType, [("name", file.name)]).utf8
            bytes += HeaderField.parameterised("Content-Disposition", "attachment", [("filename", file.name)]).utf8
            Self.base64(file.bytes, into: &bytes)
        case .fields(let mediaType, let groups):
            bytes += "Content-Type: \(mediaType)\r\n\r\n".utf8
            bytes += groups.map { group in group.map { HeaderField.structured($0.name, $0.value) }.joined() }.joined(separator: "\r\n").utf8
        case .message(let message):
            bytes += "Content-Type: message/rfc822\r\n\(message.contains { $0 >= 0x80 } ? "Content-Transfer-Encoding: 8bit\r\n" : "")\r\n".utf8
            Self.lines(of: message, into: &bytes)
        case .multipart(let subtype, let parameters, let parts):
            bytes +=
                HeaderField.parameterised(
                    "Content-Type", "multipart/" + subtype, parameters.map { ($0.name, $0.value) } + [("boundary", boundary)]
                ).utf8
            for (number, part) in parts.enumerated() {
                bytes += "\r\n--\(boundary)\r\n".utf8
                part.write(into: &bytes, boundary: "\(boundary).\(number + 1)")
            }
            bytes += "\r\n--\(boundary)--\r\n".utf8
        }
    }

    private static func base64(_ content: [UInt8], into bytes: inout [UInt8]) {
        bytes += "Content-Transfer-Encoding: base64\r\n\r\n".utf8
        bytes += Data(content).base64EncodedData(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
        bytes += [13, 10]
    }

    /// A message with CR LF at the end of each line, whatever it came with.
    private static func lines(of message: [UInt8], into bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + message.count)
        var last: UInt8 = 0
        for byte in message {
            if byte == 10, last != 13 { bytes.append(13) }
            bytes.append(byte)
            last = byte
        }
    }
}
