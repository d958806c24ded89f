// The messages of a file: framed or not, with the line ends of an editor, one or many.

import ClinicalTypes
import HL7v2Messages

/// A file of HL7 v2 messages.
///
/// Over a connection segments end with a carriage return; in files they mostly end as lines of text do. Such line ends are turned into carriage
/// returns, and the wrapping of batches (FHS, BHS, BTS, FTS) is left out, each with a remark. Nothing else is touched.
struct MessageFile {
    /// A message out of a file.
    struct Entry {
        /// The name of the file, with the number of the message where there are several.
        let name: String
        /// The message without its frame.
        let bytes: [UInt8]
        /// What was repaired.
        let remarks: [Finding]
    }

    /// The messages, in order.
    let entries: [Entry]

    /// Takes a file apart; what is no message stays one entry, and is told when it is read.
    init(_ bytes: [UInt8], name: String) {
        var remarks: [Finding] = []
        var messages: [[UInt8]] = []
        for part in Self.unframed(bytes) {
            let (repaired, isRepaired) = Self.withSegmentEnds(part)
            if isRepaired, remarks.isEmpty, ["MSH", "FHS", "BHS"].contains(where: { repaired.starts(with: $0.utf8) }) { remarks.append(Self.lineEnds) }
            messages += Self.messages(in: repaired, &remarks)
        }
        entries = messages.enumerated().map { number, message in
            Entry(name: messages.count > 1 ? "\(name)#\(number + 1)" : name, bytes: message, remarks: remarks)
        }
    }

    /// What stands in frames; the file itself where there are none, or where they are broken.
    private static func unframed(_ bytes: [UInt8]) -> [[UInt8]] {
        guard bytes.first == 0x0B else { return [bytes] }
        var reader = FrameReader(maximumByteCount: .max)
        var messages: [[UInt8]] = []
        for event in reader.feed(bytes) {
            guard case .message(let message) = event else { return [bytes] }
            messages.append(message)
        }
        return messages.isEmpty || reader.isInsideMessage ? [bytes] : messages
    }

    /// Line feeds become carriage returns where they end all segments; a line feed among carriage returns is a fault of the message, and stays.
    private static func withSegmentEnds(_ bytes: [UInt8]) -> ([UInt8], Bool) {
        guard bytes.contains(0x0A) else { return (bytes, false) }
        guard bytes.contains(0x0D) else { return (bytes.map { $0 == 0x0A ? 0x0D : $0 }, true) }
        let arePairs = zip([0] + bytes, bytes).allSatisfy { $1 != 0x0A || $0 == 0x0D }
        return arePairs ? (bytes.filter { $0 != 0x0A }, true) : (bytes, false)
    }

    /// The messages one after the other; each begins with its header.
    private static func messages(in bytes: [UInt8], _ remarks: inout [Finding]) -> [[UInt8]] {
        let lines = bytes.split(separator: 0x0D, omittingEmptySubsequences: false)
        guard lines.contains(where: isHeader) else { return [bytes] }
        var messages: [[UInt8]] = []
        var isWrapped = false
        for (number, line) in lines.enumerated() {
            let end: [UInt8] = number == lines.count - 1 ? [] : [0x0D]
            if ["FHS", "BHS", "BTS", "FTS"].contains(where: { line.starts(with: $0.utf8) }) {
                isWrapped = true
            } else if isHeader(line) || messages.isEmpty {
                messages.append(line + end)
            } else {
                messages[messages.count - 1] += line + end
            }
        }
        if isWrapped { remarks.append(batch) }
        return messages.filter { $0.contains { $0 > 0x20 } }
    }

    private static func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
        // A name of a person may begin a line of a broken message: a delimiter must follow.
        line.starts(with: "MSH".utf8) && line.dropFirst(3).first.map { !(0x30...0x39).contains($0) && !(0x41...0x5A).contains($0) } == true
    }

    private static let lineEnds = Finding(
        code: "hl7.file.line-ends", severity: .info, stage: .intake,
        message: Bilingual(
            fr: "Les segments finissent par des fins de ligne dans le fichier ; elles sont lues et envoyées comme CR.",
            en: "Segments end with line ends in the file; they are read and sent as CR."))
    private static let batch = Finding(
        code: "hl7.file.batch", severity: .info, stage: .intake,
        message: Bilingual(
            fr: "Les messages sont dans un lot ; ils sont lus et envoyés un à un, sans ses en-têtes.",
            en: "The messages are in a batch; they are read and sent one by one, without its headers."))
}
