// One line of the truth files: what the reference implementation said of one document by one schema.

import Foundation

/// What a schema says of a document, in the terms of the truth files.
struct TruthRecord {
    /// An assertion at a node.
    struct Item: Hashable {
        let assertion: String
        let path: String
        /// The message with white space folded, or the code of the error.
        let text: String

        var place: String { "\(assertion) @\(path)" }
    }

    let document: String
    let schema: String
    /// Whether the reference's run as a whole ended in an error, and which.
    let fatalError: String?
    let firedCount: Int
    let firedChecksum: String?
    /// Nil where the reference could not say: the error was in a variable.
    let failed: [Item]?
    let reports: [Item]
    let errors: [Item]

    init?(_ line: Substring) {
        guard let record = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else { return nil }
        guard let document = record["doc"] as? String, let schema = record["schema"] as? String else { return nil }
        self.document = document
        self.schema = schema
        fatalError = (record["error"] as? String).map { String($0.prefix(8)) }
        firedCount = record["fired_rules"] as? Int ?? 0
        firedChecksum = record["fired_crc32"] as? String
        failed = (record["failed"] as? [[String: Any]])?.map { Self.item($0, "text") }
        reports = (record["reports"] as? [[String: Any]] ?? []).map { Self.item($0, "text") }
        errors = (record["errors"] as? [[String: Any]] ?? []).map { item in
            let full = Self.item(item, "error")
            return Item(assertion: full.assertion, path: full.path, text: String(full.text.prefix(8)))
        }
    }

    init(
        document: String, schema: String, fired: (count: Int, checksum: String), failed: [Item], reports: [Item], errors: [Item]
    ) {
        self.document = document
        self.schema = schema
        fatalError = nil
        firedCount = fired.count
        firedChecksum = fired.checksum
        self.failed = failed
        self.reports = reports
        self.errors = errors
    }

    /// A checksum of all findings in order, their places and texts.
    var digest: String {
        var checksum = Checksum()
        for (kind, items) in [("failed", failed ?? []), ("report", reports), ("error", errors)] {
            for item in items { checksum.add("\(kind) \(item.assertion) \(item.path) \(item.text)\n") }
        }
        return checksum.hexadecimal
    }

    private static func item(_ object: [String: Any], _ text: String) -> Item {
        Item(assertion: object["aid"] as? String ?? "", path: object["epath"] as? String ?? "", text: object[text] as? String ?? "")
    }
}

/// CRC-32 as zlib and PNG have it.
struct Checksum {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    private var value: UInt32 = 0xFFFF_FFFF

    mutating func add(_ text: String) {
        for byte in text.utf8 { value = Self.table[Int((value ^ UInt32(byte)) & 0xFF)] ^ (value >> 8) }
    }

    var hexadecimal: String {
        let digits = String(value ^ 0xFFFF_FFFF, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
