// Base64, strictly.

import Testing

@testable import XDSMessages

@Suite struct Base64Tests {
    @Test(arguments: ["": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "fooba": "Zm9vYmE=", "foobar": "Zm9vYmFy"])
    func `the vectors of RFC 4648 hold`(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == Array(encoded.utf8))
        #expect(Base64.decode(encoded.utf8) == Array(plain.utf8))
    }

    @Test(arguments: ["Zg", "Zg=", "Zg===", "Z", "Zh==", "Zm9=", "=", "Zg==Zg==", "Zm9v-", "Zm9v_", "@@@", "Zm\u{0}9v"])
    func `what is no base64 is refused`(text: String) {
        #expect(Base64.decode(text.utf8) == nil)
    }

    @Test func `white space may stand anywhere`() {
        #expect(Base64.decode(" Z\r\nm9\tv\n".utf8) == Array("foo".utf8))
    }

    @Test func `every byte comes back`() {
        for count in 0..<300 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ count) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
    }
}
