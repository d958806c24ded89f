// The serial numbers of a revocation list, sorted once, in 24 bytes each.

public import Foundation

/// Why a certificate was revoked (RFC 5280, 5.3.1).
public enum RevocationReason: UInt8, Sendable, Hashable, CaseIterable {
    /// Nothing is said.
    case unspecified = 0
    /// The key is known to others.
    case keyCompromise = 1
    /// The key of the authority is known to others.
    case authorityCompromise = 2
    /// The holder's affiliation changed.
    case affiliationChanged = 3
    /// Another certificate took its place.
    case superseded = 4
    /// It is not needed any more.
    case cessationOfOperation = 5
    /// It is held for now.
    case certificateHold = 6
    /// It is off the list again: in delta lists alone.
    case removed = 8
    /// A privilege was withdrawn.
    case privilegeWithdrawn = 9
    /// The key of an attribute authority is known to others.
    case attributeAuthorityCompromise = 10
}

/// That a certificate was revoked: since when, and why.
public struct Revocation: Sendable, Hashable {
    /// Since when; to the minute.
    public let date: Date
    /// Why; nil where the list does not say.
    public let reason: RevocationReason?

    /// States a revocation.
    public init(date: Date, reason: RevocationReason?) {
        self.date = date
        self.reason = reason
    }
}

/// A serial number of at most 20 bytes (RFC 5280, 4.1.2.2) with the date and the reason of its revocation.
struct RevokedSerial: Comparable {
    /// The number, right-aligned: 8, 8 and 4 bytes.
    private var high: UInt64 = 0
    private var middle: UInt64 = 0
    private var low: UInt32 = 0
    /// Minutes since 1970 in the upper 28 bits, the reason in the lower four, where 15 stands for none.
    var note: UInt32 = 0

    /// Reads the content of an INTEGER; nil where it is negative or longer than any serial number may be.
    init?(_ content: UnsafeRawBufferPointer) {
        guard let first = content.first, first & 0x80 == 0 else { return nil }
        let digits = content.drop { $0 == 0 }
        guard digits.count <= 20 else { return nil }
        var position = 20 - digits.count
        for byte in digits {
            if position < 8 {
                high |= UInt64(byte) << UInt64(8 * (7 - position))
            } else if position < 16 {
                middle |= UInt64(byte) << UInt64(8 * (15 - position))
            } else {
                low |= UInt32(byte) << UInt32(8 * (19 - position))
            }
            position += 1
        }
    }

    var revocation: Revocation {
        Revocation(date: Date(timeIntervalSince1970: TimeInterval(note >> 4) * 60), reason: RevocationReason(rawValue: UInt8(note & 15)))
    }

    static func == (left: RevokedSerial, right: RevokedSerial) -> Bool {
        left.high == right.high && left.middle == right.middle && left.low == right.low
    }

    static func < (left: RevokedSerial, right: RevokedSerial) -> Bool {
        if left.high != right.high { return left.high < right.high }
        if left.middle != right.middle { return left.middle < right.middle }
        return left.low < right.low
    }
}

/// The serial numbers of a list, found by halving.
struct RevokedSerials: Sendable {
    private let sorted: [RevokedSerial]

    /// Takes the numbers over, so that a long list is never held twice.
    init(takingOver serials: inout [RevokedSerial]) {
        // Lists that are sorted already, as most authorities write them, cost one look.
        let isSorted = zip(serials, serials.dropFirst()).allSatisfy { $0 < $1 }
        if !isSorted { serials.sort() }
        sorted = serials
        serials = []
    }

    /// No numbers.
    init() { sorted = [] }

    var count: Int { sorted.count }

    subscript(_ serial: RevokedSerial) -> RevokedSerial? {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < serial { low = middle + 1 } else { high = middle }
        }
        return low < sorted.count && sorted[low] == serial ? sorted[low] : nil
    }
}
