// Damaged documents: read or refused, but never a crash; what is read keeps its promises.

import Testing
import XMLTree

/// A generator that gives the same numbers on every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct MutationTests {
    static let seedDocument = """
        <?xml version="1.0" encoding="UTF-8"?>\r
        <?xml-stylesheet href="a.xsl"?><!-- é -->
        <p:a xmlns:p="urn:p" xmlns="urn:d" p:x='1' y="&amp;é&#10;"><b xml:id="i">text &lt; é<![CDATA[ <c> ]]></b>\r
          <d/><e  z = 'a"b' /><?pi data?><!-- - -->tail<f><g xmlns=""><h/></g></f></p:a>
        """

    @Test(arguments: 0..<16)
    func `flipped, cut, doubled and moved bytes`(seed: Int) {
        var random = Seeded(state: UInt64(seed))
        let original = Array(Self.seedDocument.utf8)
        let telling = Array("<>&;'\"=/!?-[]x: \u{0}\u{FF}".utf8)
        var read = 0
        for _ in 0..<400 {
            var bytes = original
            for _ in 0...Int.random(in: 0...2, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0...5, using: &random) {
                case 0: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
                case 1: bytes.removeSubrange(place...)
                case 2: bytes.insert(contentsOf: bytes[place..<min(place + 20, bytes.count)], at: Int.random(in: 0...bytes.count, using: &random))
                case 3: bytes.removeSubrange(place..<min(place + Int.random(in: 1...8, using: &random), bytes.count))
                case 4: bytes[place] = UInt8.random(in: 0...255, using: &random)
                default: bytes[place] = telling.randomElement(using: &random)!
                }
                if bytes.isEmpty { bytes = original }
            }
            do throws(ParseFailure) {
                let tree = try FrozenTree.parse(bytes)
                read += 1
                if let complaint = misplaced(in: tree), tree.encodingName == "UTF-8", !bytes.contains(0x0D) { Issue.record("\(complaint): \(bytes)") }
                let again = try FrozenTree.parse(tree.document.serialized())
                if again.document.serialized() != tree.document.serialized() { Issue.record("not the same again: \(bytes)") }
            } catch {
                if error.line < 1 || error.column < 1 || error.byteOffset > bytes.count { Issue.record("no place: \(error) in \(bytes)") }
            }
        }
        #expect(read > 0)
    }

    @Test func `every cut of a document is refused at or before the cut`() {
        let original = Array("<a x='1'><b>é&amp;</b><![CDATA[x]]><!--c--><?p d?></a>".utf8)
        for length in 0..<original.count {
            let failure = refusal(Array(original[..<length]))
            #expect(failure != nil && failure!.byteOffset <= length)
        }
    }

    @Test func `every pair of bytes in an element is read or refused`() {
        for first in UInt8.min...UInt8.max {
            for second in [0x00, 0x09, 0x0D, 0x21, 0x26, 0x2F, 0x3C, 0x3E, 0x3F, 0x5D, 0x80, 0xBF, 0xC3, 0xFF] as [UInt8] {
                _ = refusal(Array("<a>".utf8) + [first, second] + Array("</a>".utf8))
                _ = refusal([first, second] + Array("<a/>".utf8))
            }
        }
    }
}
