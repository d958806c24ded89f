// A sealed box opens for its key and its context, and for nothing else.

import CredentialChecks
import Testing

@Suite struct SealingKeyTests {
    let key = SealingKey.random()
    let plain = Array("a document".utf8)

    @Test(arguments: [0, 1, 15, 16, 17, 4096, 1_000_000])
    func `what was sealed comes back`(length: Int) throws {
        let content = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
        let box = try key.seal(content, context: "row 1")
        #expect(box.count == length + SealingKey.overhead)
        #expect(try key.open(box, context: "row 1") == content)
    }

    @Test func `a key written down and read again opens the box`() throws {
        let again = try SealingKey(key.secretBytes)
        #expect(try again.open(key.seal(plain)) == plain)
        #expect(again.name == key.name)
    }

    @Test func `two boxes of the same bytes differ`() throws {
        #expect(try key.seal(plain) != key.seal(plain))
    }

    @Test func `another key does not open the box`() throws {
        let box = try key.seal(plain)
        #expect(throws: SealingFailure.notAuthentic) { try SealingKey.random().open(box) }
    }

    @Test func `another context does not open the box`() throws {
        let box = try key.seal(plain, context: "row 1")
        #expect(throws: SealingFailure.notAuthentic) { try key.open(box, context: "row 2") }
        #expect(throws: SealingFailure.notAuthentic) { try key.open(box) }
    }

    @Test func `a box with any altered byte does not open`() throws {
        let box = try key.seal(plain, context: "row 1")
        for index in box.indices {
            var altered = box
            altered[index] ^= 1
            let expected: SealingFailure = index == 0 ? .unknownVersion : .notAuthentic
            #expect(throws: expected) { try key.open(altered, context: "row 1") }
        }
    }

    @Test func `a shortened box does not open`() throws {
        let box = try key.seal(plain)
        for count in 0..<box.count {
            #expect(throws: count < SealingKey.overhead ? SealingFailure.truncated : .notAuthentic) { try key.open(Array(box.prefix(count))) }
        }
    }

    @Test(arguments: [0, 16, 31, 33])
    func `a key of another length is refused`(length: Int) {
        #expect(throws: SealingFailure.keyLength) { try SealingKey([UInt8](repeating: 7, count: length)) }
    }

    @Test func `a key never shows itself`() {
        var dumped = ""
        dump(key, to: &dumped)
        let secret = key.secretBytes
        for text in ["\(key)", String(reflecting: key), dumped] {
            #expect(!text.contains(hexadecimal(secret)))
            #expect(!text.contains("\(secret[0]), \(secret[1])"))
        }
    }
}
