// Finds the codes nearest to a mistyped one.

import ClinicalTypes

/// Finds the codes nearest to a text: by edits between the codes, and by edits between the labels or by the words they share,
/// accents and letter case apart.
///
/// The texts are prepared at each search: searches follow errors and are rare, the start of the program is not.
struct NearestCodes: Sendable {
    private let values: [CodedValue]

    init(_ values: [CodedValue]) { self.values = values }

    /// The positions of the nearest entries, nearest first; entries that share next to nothing are left out.
    func nearest(to code: String, label: String?, limit: Int) -> [Int] {
        let code = Self.folded(code)
        let label = Self.folded(label ?? "")
        let words = Self.words(label)
        guard !code.isEmpty || !label.isEmpty else { return [] }
        let scores = values.enumerated().map { position, value in
            var score = code.isEmpty ? 1 : Self.distance(code, Self.folded(value.code))
            if !label.isEmpty, let displayName = value.displayName {
                let other = Self.folded(displayName)
                score = min(score, Self.distance(label, other), Self.wordDistance(words, Self.words(other)))
            }
            return (score, position)
        }
        // Beyond six tenths the likeness is chance.
        return scores.filter { $0.0 <= 0.6 }.sorted { $0 < $1 }.prefix(limit).map(\.1)
    }

    /// The share of the longer text that must be edited, 0 for the same text and 1 for nothing in common.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Double {
        let longest = max(left.count, right.count)
        return longest == 0 ? 0 : Double(edits(left, right)) / Double(longest)
    }

    private static func wordDistance(_ left: Set<String>, _ right: Set<String>) -> Double {
        let all = left.union(right).count
        return all == 0 ? 1 : 1 - Double(left.intersection(right).count) / Double(all)
    }

    /// How many bytes to insert, delete, replace or swap with their neighbour, to make one text of the other.
    static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            current.reserveCapacity(right.count + 1)
            for column in 1...right.count {
                let replaced = last[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
                var best = min(replaced, last[column] + 1, current[column - 1] + 1)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    best = min(best, beforeLast[column - 2] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }

    /// A text in lower case without accents, punctuation as single spaces.
    static func folded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.lowercased().unicodeScalars {
            if let plain = unaccented[scalar] {
                bytes.append(contentsOf: plain.utf8)
            } else if scalar.isASCII, scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
                bytes.append(UInt8(scalar.value))
            } else if bytes.last != UInt8(ascii: " ") {
                bytes.append(UInt8(ascii: " "))
            }
        }
        return bytes
    }

    private static func words(_ folded: [UInt8]) -> Set<String> {
        // Short words (de, la, cr) carry no meaning.
        Set(folded.split(separator: UInt8(ascii: " ")).filter { $0.count > 2 }.map { String(decoding: $0, as: UTF8.self) })
    }

    private static let unaccented: [Unicode.Scalar: String] = {
        let groups = ["a": "àâäáãå", "c": "ç", "e": "éèêë", "i": "îïíì", "n": "ñ", "o": "ôöóòõ", "u": "ùûüú", "y": "ÿý", "oe": "œ", "ae": "æ"]
        var table: [Unicode.Scalar: String] = [:]
        for (plain, accented) in groups {
            for scalar in accented.unicodeScalars { table[scalar] = plain }
        }
        return table
    }()
}
