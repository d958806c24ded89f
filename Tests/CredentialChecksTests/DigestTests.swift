// Digests agree with the published vectors, and with themselves in pieces.

import CredentialChecks
import Testing

@Suite struct DigestTests {
    /// FIPS 180-4 examples.
    @Test func `digests agree with the published vectors`() {
        #expect(hexadecimal(Digest.sha1(Array("abc".utf8))) == "a9993e364706816aba3e25717850c26c9cd0d89d")
        #expect(hexadecimal(Digest.sha256(Array("abc".utf8))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(hexadecimal(Digest.sha1([])) == "da39a3ee5e6b4b0d3255bfef95601890afd80709")
        #expect(hexadecimal(Digest.sha256([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    /// RFC 4231, test cases 1 and 2, and the empty key over nothing.
    @Test func `keyed digests agree with the published vectors`() {
        let first = Digest.hmacSHA256(Array("Hi There".utf8), key: [UInt8](repeating: 0x0b, count: 20))
        #expect(hexadecimal(first) == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        let second = Digest.hmacSHA256(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
        #expect(hexadecimal(second) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(hexadecimal(Digest.hmacSHA256([], key: [])) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }

    @Test(arguments: DigestAlgorithm.allCases)
    func `a digest in pieces equals the digest of the whole`(algorithm: DigestAlgorithm) {
        let whole = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let running = RunningDigest(algorithm)
        for start in stride(from: 0, to: whole.count, by: 777) {
            running.update(whole[start..<min(start + 777, whole.count)])
        }
        #expect(running.finish() == Digest.digest(whole, by: algorithm))
        running.update(AnySequence(whole))
        #expect(running.finish() == Digest.digest(whole, by: algorithm))
        #expect(running.finish() == Digest.digest([], by: algorithm))
    }

    @Test func `hexadecimal digits go both ways`() {
        let all = (0...255).map(UInt8.init)
        #expect([UInt8](hexadecimal: hexadecimal(all)) == all)
        #expect([UInt8](hexadecimal: "00fF") == [0, 255])
        #expect([UInt8](hexadecimal: "0") == nil)
        #expect([UInt8](hexadecimal: "0g") == nil)
        #expect([UInt8](hexadecimal: "") == [])
    }

    @Test func `random bytes come in the count asked for and differ`() {
        #expect(randomBytes(0).isEmpty)
        #expect(randomBytes(32).count == 32)
        #expect(randomBytes(32) != randomBytes(32))
    }
}
