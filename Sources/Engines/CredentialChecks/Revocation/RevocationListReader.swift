// Reads a revocation list in one pass over its bytes, without keeping them.

import Foundation

/// What is read of a list: everything but its entries as they stand, and the entries as serial numbers.
struct ReadRevocationList {
    /// The part that is signed.
    var signedPart: Range<Int>
    /// The entries, tag and length included; nil where there are none.
    var entriesPart: Range<Int>?
    /// The issuer's name.
    var issuer: [UInt8]
    var thisUpdate: Date
    var nextUpdate: Date?
    /// The OID of the signature algorithm.
    var algorithm: String
    /// The signature, without the count of unused bits.
    var signature: [UInt8]
    var serials: [RevokedSerial]
    /// Whether OpenSSL has to see every entry: some carry a critical extension or another issuer, or the list is a delta.
    var needsEveryEntry: Bool
}

/// A cursor over DER in memory; values are not copied.
private struct Cursor {
    let bytes: UnsafeRawBufferPointer
    var position: Int
    let end: Int

    struct Value {
        var tag: UInt8
        var whole: Range<Int>
        var content: Range<Int>
    }

    var isAtEnd: Bool { position >= end }
    var tag: UInt8? { isAtEnd ? nil : bytes[position] }

    mutating func next() -> Value? {
        let start = position
        guard end - position >= 2 else { return nil }
        let tag = bytes[position]
        guard tag & 0x1f != 0x1f else { return nil }
        var length = Int(bytes[position + 1])
        position += 2
        if length >= 0x80 {
            let count = length & 0x7f
            guard (1...4).contains(count), end - position >= count else { return nil }
            length = 0
            for _ in 0..<count {
                length = length << 8 | Int(bytes[position])
                position += 1
            }
        }
        guard end - position >= length else { return nil }
        let content = position..<position + length
        position += length
        return Value(tag: tag, whole: start..<position, content: content)
    }

    mutating func next(_ tag: UInt8) -> Value? {
        guard self.tag == tag else { return nil }
        return next()
    }

    func inside(_ value: Value) -> Cursor { Cursor(bytes: bytes, position: value.content.lowerBound, end: value.content.upperBound) }

    func array(_ range: Range<Int>) -> [UInt8] { Array(bytes[range]) }
}

extension ReadRevocationList {
    /// Reads a CertificateList; nil where the bytes are none, or something follows it.
    init?(_ bytes: UnsafeRawBufferPointer) {
        var outermost = Cursor(bytes: bytes, position: 0, end: bytes.count)
        guard let list = outermost.next(DERTag.sequence), outermost.isAtEnd else { return nil }
        var parts = outermost.inside(list)
        guard let signed = parts.next(DERTag.sequence), let algorithm = parts.next(DERTag.sequence), let signature = parts.next(DERTag.bitString),
            parts.isAtEnd, signature.content.count > 1, bytes[signature.content.lowerBound] == 0
        else { return nil }
        var names = parts.inside(algorithm)
        guard let type = names.next(DERTag.objectIdentifier),
            let oid = DERValue(tag: DERTag.objectIdentifier, content: parts.array(type.content)).objectIdentifier
        else { return nil }

        var fields = parts.inside(signed)
        _ = fields.next(DERTag.integer)
        guard fields.next(DERTag.sequence) != nil, let issuer = fields.next(DERTag.sequence), let thisUpdate = fields.nextTime() else { return nil }
        signedPart = signed.whole
        self.algorithm = oid
        self.signature = parts.array(signature.content.dropFirst())
        self.issuer = parts.array(issuer.whole)
        self.thisUpdate = thisUpdate
        nextUpdate = fields.nextTime()
        serials = []
        needsEveryEntry = false
        if let entries = fields.next(DERTag.sequence) {
            entriesPart = entries.whole
            var cursor = fields.inside(entries)
            // The shortest entry has 20 bytes; this only spares the growing of the array.
            serials.reserveCapacity(min(entries.content.count / 34, 4 << 20))
            while !cursor.isAtEnd {
                guard let entry = cursor.next(DERTag.sequence), readEntry(cursor.inside(entry)) else { return nil }
            }
        }
        if let extensions = fields.next(0xa0) {
            // deltaCRLIndicator, 2.5.29.27.
            needsEveryEntry = needsEveryEntry || fields.holds([0x06, 0x03, 0x55, 0x1d, 0x1b], in: extensions)
        }
        guard fields.isAtEnd else { return nil }
    }

    private mutating func readEntry(_ entry: Cursor) -> Bool {
        var entry = entry
        guard let serial = entry.next(DERTag.integer), let date = entry.nextTime() else { return false }
        guard var revoked = RevokedSerial(UnsafeRawBufferPointer(rebasing: entry.bytes[serial.content])) else {
            // A number of another form can be no certificate's here; OpenSSL may compare it as it likes.
            needsEveryEntry = true
            return true
        }
        var reason: UInt8 = 15
        if let extensions = entry.next(DERTag.sequence) {
            var each = entry.inside(extensions)
            while !each.isAtEnd {
                guard let one = each.next(DERTag.sequence) else { return false }
                var parts = each.inside(one)
                guard let type = parts.next(DERTag.objectIdentifier) else { return false }
                let isCritical = parts.next(DERTag.boolean) != nil
                if isCritical { needsEveryEntry = true }
                // reasonCode, 2.5.29.21: an ENUMERATED in an OCTET STRING.
                guard entry.bytes[type.content].elementsEqual([0x55, 0x1d, 0x15]), let octets = parts.next(DERTag.octetString) else { continue }
                var inner = parts.inside(octets)
                guard let value = inner.next(DERTag.enumerated), value.content.count == 1 else { return false }
                reason = entry.bytes[value.content.lowerBound]
                if reason == RevocationReason.removed.rawValue || reason > 10 { needsEveryEntry = true }
            }
        }
        let minutes = max(0, Int(date.timeIntervalSince1970) / 60)
        revoked.note = UInt32(truncatingIfNeeded: min(minutes, 1 << 28 - 1)) << 4 | UInt32(min(reason, 15))
        serials.append(revoked)
        return true
    }
}

extension Cursor {
    /// A UTCTime or a GeneralizedTime in the form of RFC 5280, 4.1.2.5: to the second, in UTC.
    mutating func nextTime() -> Date? {
        guard tag == 0x17 || tag == 0x18 else { return nil }
        guard let value = next() else { return nil }
        let digits = bytes[value.content]
        let isShort = value.tag == 0x17
        guard digits.count == (isShort ? 13 : 15), digits.last == UInt8(ascii: "Z") else { return nil }
        var numbers: [Int] = []
        var index = digits.startIndex
        while index + 1 < digits.endIndex {
            let (tens, ones) = (Int(digits[index]) - 48, Int(digits[index + 1]) - 48)
            guard (0...9).contains(tens), (0...9).contains(ones) else { return nil }
            numbers.append(tens * 10 + ones)
            index += 2
        }
        let year = isShort ? (numbers[0] < 50 ? 2000 : 1900) + numbers[0] : numbers[0] * 100 + numbers[1]
        let rest = numbers.dropFirst(isShort ? 1 : 2)
        guard let month = rest.first, (1...12).contains(month) else { return nil }
        let parts = Array(rest)
        guard (1...31).contains(parts[1]), parts[2] < 24, parts[3] < 60, parts[4] < 61 else { return nil }
        return Date(timeIntervalSince1970: TimeInterval(Self.days(year, month, parts[1]) * 86_400 + parts[2] * 3600 + parts[3] * 60 + parts[4]))
    }

    /// Days since 1970 of a date of the Gregorian calendar.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Whether a value's content holds these bytes anywhere.
    func holds(_ wanted: [UInt8], in value: Value) -> Bool {
        let content = bytes[value.content]
        guard content.count >= wanted.count else { return false }
        return (content.startIndex...content.endIndex - wanted.count).contains { start in content[start..<start + wanted.count].elementsEqual(wanted) }
    }
}
