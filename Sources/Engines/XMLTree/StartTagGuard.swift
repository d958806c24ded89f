// Looks over the bytes before libxml2 does, for what would cost it quadratic time and for document types.

import Glibc

/// libxml2 compares every attribute of a tag with every other before it tells of the tag: 100,000 attributes take it seconds.
///
/// A tag with too many must therefore be found beforehand.
///
/// The scan jumps. An attribute takes five bytes at least (` a=""`), so where one `<` follows another within five times the limit nothing can be
/// wrong between them; from each `<` it looks for the last `<` in that window and goes on there, which touches a few bytes in a hundred. Only where a window
/// holds none is the tag read byte by byte, and only when that finds fault is the document scanned exactly, comments and CDATA sections
/// told apart, to give the verdict.
struct StartTagGuard {
    private let text: UnsafePointer<UInt8>
    private let count: Int
    private let limits: ParseLimits

    /// Refuses a document type declaration or a start tag over the limits, with its place.
    static func check(_ text: UnsafePointer<UInt8>, _ count: Int, _ limits: ParseLimits) throws(Refusal) {
        let guarding = StartTagGuard(text: text, count: count, limits: limits)
        try guarding.checkProlog()
        if guarding.mayHoldLargeTag() { try guarding.checkExactly() }
    }

    // MARK: Prolog

    /// A document type declaration can stand only before the root element.
    private func checkProlog() throws(Refusal) {
        var place = 0
        while let start = find(0x3C, from: place), start + 1 < count {
            switch text[start + 1] {
            case 0x3F:
                place = end(of: "?>", from: start + 2)
            case 0x21 where begins("<!--", at: start):
                place = end(of: "-->", from: start + 4)
            case 0x21 where begins("<!DOCTYPE", at: start) || begins("<!doctype", at: start):
                throw Refusal(.dtdForbidden, at: start)
            default:
                return
            }
        }
    }

    // MARK: The fast look

    private func mayHoldLargeTag() -> Bool {
        let window = min(count, max(16, min(limits.attributesPerElement, limits.startTagBytes / 5) * 5))
        guard var place = find(0x3C, from: 0) else { return false }
        while true {
            // The last `<` within the window, else the next one anywhere, after a look at the tag.
            var last = min(place + window, count - 1)
            while last > place && text[last] != 0x3C { last -= 1 }
            if last > place {
                place = last
                continue
            }
            if isStartTag(place) && excess(ofTagAt: place) != nil { return true }
            guard let next = find(0x3C, from: place + 1) else { return false }
            place = next
        }
    }

    // MARK: The exact look

    private func checkExactly() throws(Refusal) {
        var place = 0
        while let start = find(0x3C, from: place) {
            if begins("<!--", at: start) {
                place = end(of: "-->", from: start + 4)
            } else if begins("<![CDATA[", at: start) {
                place = end(of: "]]>", from: start + 9)
            } else if begins("<?", at: start) {
                place = end(of: "?>", from: start + 2)
            } else {
                if isStartTag(start), let refusal = excess(ofTagAt: start) { throw refusal }
                place = start + 1
            }
        }
    }

    /// What is too much in the tag at a place.
    private func excess(ofTagAt start: Int) -> Refusal? {
        var place = start + 1
        var attributes = 0
        var quote: UInt8 = 0
        while place < count {
            let byte = text[place]
            if byte == 0x3C { break }
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x3D {
                attributes += 1
            } else if byte == 0x3E {
                break
            }
            place += 1
        }
        // The closing bracket is one of them.
        let length = place < count && text[place] == 0x3E ? place - start + 1 : place - start
        if length > limits.startTagBytes { return Refusal(.limitStartTag, at: start, .limit(limits.startTagBytes)) }
        if attributes > limits.attributesPerElement {
            if DuplicateAttributes.exist(in: UnsafeBufferPointer(start: text + start, count: place - start)) {
                return Refusal(.notWellFormed, at: start, .rule(.attributeTwice))
            }
            return Refusal(.limitAttributes, at: start, .limit(limits.attributesPerElement))
        }
        return nil
    }

    // MARK: Bytes

    /// Neither an end tag nor a declaration nor an instruction.
    private func isStartTag(_ start: Int) -> Bool {
        guard start + 1 < count else { return false }
        let byte = text[start + 1]
        return byte != 0x2F && byte != 0x21 && byte != 0x3F
    }

    private func find(_ byte: UInt8, from place: Int) -> Int? {
        guard place < count, let found = memchr(text + place, Int32(byte), count - place) else { return nil }
        return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - text
    }

    private func begins(_ pattern: StaticString, at place: Int) -> Bool {
        place + pattern.utf8CodeUnitCount <= count && memcmp(text + place, pattern.utf8Start, pattern.utf8CodeUnitCount) == 0
    }

    /// One past the first occurrence, or the end of the document.
    private func end(of pattern: StaticString, from place: Int) -> Int {
        var place = place
        while let found = find(pattern.utf8Start.pointee, from: place) {
            if begins(pattern, at: found) { return found + pattern.utf8CodeUnitCount }
            place = found + 1
        }
        return count
    }
}

/// Tells a repeated attribute from too many: a tag over the limit is refused either way, but the cure differs.
enum DuplicateAttributes {
    static func exist(in tag: UnsafeBufferPointer<UInt8>) -> Bool {
        var seen = Set<ArraySlice<UInt8>>()
        for attribute in StartTagScan(tag) where !seen.insert(ArraySlice(tag[attribute.name])).inserted { return true }
        return false
    }
}
