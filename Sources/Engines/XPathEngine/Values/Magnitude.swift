// The schoolbook arithmetic under BigInteger: unsigned numbers in limbs of 32 bits, the lowest first.

/// Operations on magnitudes; a magnitude has no zero limb at its end.
enum Magnitude {
    static func trimmed(_ limbs: [UInt32]) -> [UInt32] {
        var limbs = limbs
        while limbs.last == 0 { limbs.removeLast() }
        return limbs
    }

    static func of(_ value: UInt) -> [UInt32] {
        trimmed([UInt32(truncatingIfNeeded: value), UInt32(truncatingIfNeeded: value >> 32)])
    }

    static func compare(_ left: [UInt32], _ right: [UInt32]) -> Int {
        if left.count != right.count { return left.count < right.count ? -1 : 1 }
        for index in left.indices.reversed() where left[index] != right[index] {
            return left[index] < right[index] ? -1 : 1
        }
        return 0
    }

    static func add(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(max(left.count, right.count) + 1)
        var carry: UInt64 = 0
        for index in 0..<max(left.count, right.count) {
            let sum = carry + UInt64(index < left.count ? left[index] : 0) + UInt64(index < right.count ? right[index] : 0)
            result.append(UInt32(truncatingIfNeeded: sum))
            carry = sum >> 32
        }
        if carry > 0 { result.append(UInt32(carry)) }
        return result
    }

    /// The left must not be less than the right.
    static func subtract(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var result = left
        var borrow: Int64 = 0
        for index in left.indices {
            var difference = Int64(left[index]) - borrow - Int64(index < right.count ? right[index] : 0)
            borrow = difference < 0 ? 1 : 0
            if difference < 0 { difference += 1 << 32 }
            result[index] = UInt32(difference)
        }
        return trimmed(result)
    }

    static func multiply(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        if left.isEmpty || right.isEmpty { return [] }
        var result = [UInt32](repeating: 0, count: left.count + right.count)
        for (index, limb) in left.enumerated() {
            var carry: UInt64 = 0
            for (other, factor) in right.enumerated() {
                let sum = UInt64(limb) * UInt64(factor) + UInt64(result[index + other]) + carry
                result[index + other] = UInt32(truncatingIfNeeded: sum)
                carry = sum >> 32
            }
            result[index + right.count] = UInt32(carry)
        }
        return trimmed(result)
    }

    static func divide(_ left: [UInt32], bySmall divisor: UInt32) -> (quotient: [UInt32], remainder: UInt32) {
        var quotient = left
        var remainder: UInt64 = 0
        for index in left.indices.reversed() {
            let part = remainder << 32 | UInt64(left[index])
            quotient[index] = UInt32(part / UInt64(divisor))
            remainder = part % UInt64(divisor)
        }
        return (trimmed(quotient), UInt32(remainder))
    }

    /// Long division (Knuth, algorithm D); the divisor is not zero.
    static func divide(_ left: [UInt32], by right: [UInt32]) -> (quotient: [UInt32], remainder: [UInt32]) {
        if compare(left, right) < 0 { return ([], left) }
        if right.count == 1 {
            let (quotient, remainder) = divide(left, bySmall: right[0])
            return (quotient, remainder == 0 ? [] : [remainder])
        }
        let shift = right[right.count - 1].leadingZeroBitCount
        let divisor = shiftLeft(right, by: shift)
        var rest = shiftLeft(left, by: shift)
        while rest.count <= left.count { rest.append(0) }
        let size = divisor.count
        var quotient = [UInt32](repeating: 0, count: rest.count - size)
        let top = UInt64(divisor[size - 1])
        let next = UInt64(divisor[size - 2])
        for position in quotient.indices.reversed() {
            let head = UInt64(rest[position + size]) << 32 | UInt64(rest[position + size - 1])
            var guess = head / top
            var over = head % top
            while guess >> 32 != 0 || guess * next > (over << 32 | UInt64(rest[position + size - 2])) {
                guess -= 1
                over += top
                if over >> 32 != 0 { break }
            }
            var borrow: Int64 = 0
            var carry: UInt64 = 0
            for index in 0..<size {
                let product = guess * UInt64(divisor[index]) + carry
                carry = product >> 32
                let difference = Int64(rest[position + index]) - borrow - Int64(product & 0xFFFF_FFFF)
                rest[position + index] = UInt32(truncatingIfNeeded: difference)
                borrow = difference < 0 ? 1 : 0
            }
            let difference = Int64(rest[position + size]) - borrow - Int64(carry)
            rest[position + size] = UInt32(truncatingIfNeeded: difference)
            if difference < 0 {
                guess -= 1
                var carry: UInt64 = 0
                for index in 0..<size {
                    let sum = UInt64(rest[position + index]) + UInt64(divisor[index]) + carry
                    rest[position + index] = UInt32(truncatingIfNeeded: sum)
                    carry = sum >> 32
                }
                rest[position + size] = UInt32(truncatingIfNeeded: UInt64(rest[position + size]) + carry)
            }
            quotient[position] = UInt32(truncatingIfNeeded: guess)
        }
        return (trimmed(quotient), shiftRight(trimmed(rest), by: shift))
    }

    static func shiftLeft(_ limbs: [UInt32], by bits: Int) -> [UInt32] {
        let whole = bits / 32
        let part = bits % 32
        var result = [UInt32](repeating: 0, count: whole)
        var carry: UInt32 = 0
        for limb in limbs {
            result.append(limb << UInt32(part) | carry)
            carry = part == 0 ? 0 : limb >> UInt32(32 - part)
        }
        if carry > 0 { result.append(carry) }
        return result
    }

    static func shiftRight(_ limbs: [UInt32], by bits: Int) -> [UInt32] {
        guard bits > 0 else { return limbs }
        var result = limbs
        for index in limbs.indices {
            let above = index + 1 < limbs.count ? limbs[index + 1] << UInt32(32 - bits) : 0
            result[index] = limbs[index] >> UInt32(bits) | above
        }
        return trimmed(result)
    }
}
