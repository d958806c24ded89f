// Gathers character data into one text node, without copying what stands verbatim in the document.

import CXML
import Glibc

/// Character data since the last markup.
///
/// It is a slice of the document as long as it can be, and a copy from the first difference on.
struct TextRun: BitwiseCopyable {
    var isOpen = false
    var isCopied = false
    /// In the document, or in the decoded values.
    var start = 0
    var length = 0
    /// Where the run begins in the document; differs from `start` when it begins with a reference or a CDATA section.
    var sourceStart = 0
}

extension TreeBuilder {
    /// How the tables name this place of `decoded`: behind the text and its NUL.
    @inline(__always)
    func offset(ofDecoded offset: Int) -> Int { textCount + 1 + offset }

    /// Where these bytes stand in the document, when they do.
    @inline(__always)
    private func offset(of data: UnsafePointer<UInt8>) -> Int? {
        let distance = Int(bitPattern: data) &- Int(bitPattern: text)
        return distance >= 0 && distance < textCount ? distance : nil
    }

    @inline(__always)
    mutating func characters(_ data: UnsafePointer<UInt8>, _ length: Int) {
        guard failure == nil, length > 0 else { return }
        if let start = offset(of: data) {
            // Plain ASCII is handed over in place.
            extend(data, length, at: start)
            readEnd = start + length
        } else {
            // The rest comes through a small buffer; it has just been taken from the document, unless it was decoded on the way.
            let end = position
            let start = end - length
            let isVerbatim = start >= readEnd && end <= textCount && memcmp(text + start, data, length) == 0
            extend(data, length, at: isVerbatim ? start : nil)
            readEnd = end
        }
        if run.length > limits.textBytes { fail(.limitText, at: run.sourceStart, .limit(limits.textBytes)) }
    }

    mutating func cdata(_ data: UnsafePointer<UInt8>?, _ length: Int) {
        guard failure == nil else { return }
        if let data, length > 0 {
            extend(data, length, at: nil)
            if run.length > limits.textBytes { return fail(.limitText, at: run.sourceStart, .limit(limits.textBytes)) }
        }
        readEnd = position
    }

    @inline(__always)
    private mutating func extend(_ data: UnsafePointer<UInt8>, _ length: Int, at start: Int?) {
        if !run.isOpen {
            run = TextRun(isOpen: true, isCopied: start == nil, start: start ?? decoded.count, length: length, sourceStart: markupEnd)
            if start == nil { decoded.append(data, count: length) }
            return
        }
        if !run.isCopied {
            if let start, start == run.start + run.length {
                run.length += length
                return
            }
            let sliceStart = run.start
            run.start = decoded.count
            run.isCopied = true
            decoded.append(text + sliceStart, count: run.length)
        }
        decoded.append(data, count: length)
        run.length += length
    }

    /// Writes the row of the text that ends where markup begins.
    @inline(__always)
    mutating func endText(at markupStart: Int) {
        guard run.isOpen else { return }
        run.isOpen = false
        let start = run.isCopied ? offset(ofDecoded: run.start) : run.start
        let node = nodes.add(
            .text, name: 0, prefix: 0, parent: open.base[open.count - 1].node, text: TextRange(start, length: run.length),
            source: TextRange(run.sourceStart, length: markupStart - run.sourceStart))
        link(node)
    }

    /// The value of a comment or processing instruction, which ends at this place of the document when it is verbatim there.
    mutating func keep(_ value: UnsafePointer<UInt8>, _ length: Int, endingAt end: Int) -> TextRange {
        let start = end - length
        if start >= readEnd, end <= textCount, memcmp(text + start, value, length) == 0 { return TextRange(start, length: length) }
        let offset = offset(ofDecoded: decoded.count)
        decoded.append(value, count: length)
        return TextRange(offset, length: length)
    }

    /// The value of an attribute.
    ///
    /// Without entity substitution (which must stay off) libxml2 leaves one thing undecoded: an ampersand comes as `&#38;`.
    @inline(__always)
    mutating func attributeValue(_ begin: UnsafePointer<UInt8>, _ length: Int) -> TextRange {
        if let start = offset(of: begin) { return TextRange(start, length: length) }
        return decodedAttributeValue(begin, length)
    }

    @inline(never)
    private mutating func decodedAttributeValue(_ begin: UnsafePointer<UInt8>, _ length: Int) -> TextRange {
        let start = decoded.count
        var rest = begin
        var count = length
        while count > 0, let found = memchr(rest, 0x26, count) {
            let upTo = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - rest + 1
            decoded.append(rest, count: upTo)
            let skipped = count - upTo >= 4 && memcmp(rest + upTo, "#38;", 4) == 0 ? 4 : 0
            rest += upTo + skipped
            count -= upTo + skipped
        }
        decoded.append(rest, count: count)
        return TextRange(offset(ofDecoded: start), length: decoded.count - start)
    }
}
