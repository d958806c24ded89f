// Key sets: which keys count, and when a set is fetched.

import CredentialChecks
import Synchronization
import Testing

@Suite struct KeySetTests {
    private func reason(_ change: (inout JSONObject) -> Void, of signer: TokenSigner = SampleTokens.ec) throws -> UnusableKey? {
        var members = try #require(try signer.publishedKey().object)
        change(&members)
        do throws(UnusableKey) {
            _ = try JSONWebKey(.object(members))
            return nil
        } catch { return error }
    }

    @Test func `a published key is read as what it is`() throws {
        #expect(try JSONWebKey(try SampleTokens.ec.publishedKey()).kind == .ec(.p256))
        #expect(try JSONWebKey(try SampleTokens.rsa.publishedKey()).kind == .rsa(bits: 2048))
    }

    @Test func `a key that is no signing key of a public set is left out, with the reason`() throws {
        #expect(try reason { $0["kty"] = "oct" } == .type)
        #expect(try reason { $0["kty"] = nil } == .malformed)
        #expect(try reason { $0["use"] = "enc" } == .use)
        #expect(try reason { $0["key_ops"] = ["encrypt"] } == .use)
        #expect(try reason { $0["key_ops"] = ["verify"] } == nil)
        #expect(try reason { $0["d"] = "AAAA" } == .secretPublished)
        #expect(try reason { $0["kid"] = 7 } == .malformed)
        #expect(try reason { $0["crv"] = "secp256k1" } == .curve)
        #expect(try reason { $0["crv"] = "P-384" } == .malformed)
        #expect(try reason { $0["x"] = $0["y"] } == .curve)
        #expect(try reason { $0["x"] = "AAAA" } == .malformed)
        #expect(try reason { $0["x"] = "A===" } == .malformed)
        #expect(throws: UnusableKey.malformed) { try JSONWebKey("key") }
    }

    @Test func `an RSA key that is too small, too large or odd in its exponent is left out`() throws {
        func modulus(_ bits: Int) -> JSONValue { .string(Base64URL.encode([0x80] + [UInt8](repeating: 1, count: bits / 8 - 1))) }
        #expect(try reason({ $0["n"] = modulus(1024) }, of: SampleTokens.rsa) == .strength)
        #expect(try reason({ $0["n"] = modulus(2040) }, of: SampleTokens.rsa) == .strength)
        #expect(try reason({ $0["n"] = modulus(8192) }, of: SampleTokens.rsa) == nil)
        #expect(try reason({ $0["n"] = modulus(8200) }, of: SampleTokens.rsa) == .strength)
        #expect(try reason({ $0["e"] = "AQ" }, of: SampleTokens.rsa) == .strength)
        #expect(try reason({ $0["e"] = "AQAA" }, of: SampleTokens.rsa) == .strength)
        #expect(try reason({ $0["e"] = "AQAAAAAB" }, of: SampleTokens.rsa) == .strength)
        #expect(try reason({ $0["e"] = "AA" }, of: SampleTokens.rsa) == .malformed)
    }

    @Test func `two keys of one name and one use are both left out`() throws {
        let twin = SampleTokens.signer(.ecP256, "ec", .es256)
        let set = try JSONWebKeySet(try TokenSigner.keySet([SampleTokens.ec, twin, SampleTokens.rsa]))
        #expect(set.unusable == [0: .ambiguous, 1: .ambiguous])
        #expect(set.keys.map(\.identifier) == ["rsa"])
    }

    @Test func `bytes that are no key set are refused`() {
        #expect(throws: KeySetFault.malformed) { try JSONWebKeySet(Array("<html>".utf8)) }
        #expect(throws: KeySetFault.malformed) { try JSONWebKeySet(Array(#"{"keys":{}}"#.utf8)) }
        #expect(throws: KeySetFault.noUsableKey) { try JSONWebKeySet(Array(#"{"keys":[]}"#.utf8)) }
        #expect(throws: KeySetFault.tooLarge) { try JSONWebKeySet([UInt8](repeating: 0x20, count: JSONWebKeySet.greatestByteCount + 1)) }
        let many = "{\"keys\":[" + Array(repeating: "{}", count: JSONWebKeySet.greatestCount + 1).joined(separator: ",") + "]}"
        #expect(throws: KeySetFault.tooLarge) { try JSONWebKeySet(Array(many.utf8)) }
    }
}

@Suite struct KeySetCacheTests {
    private let old = try! TokenSigner.keySet([SampleTokens.ec])
    private let new = try! TokenSigner.keySet([SampleTokens.ec, SampleTokens.rsa])

    @Test func `a set is fetched once, and again when it has aged`() {
        var state = KeySetState(KeySetSchedule(refreshAge: 100, leastInterval: 10, greatestAge: 500))
        #expect(state.step(for: "ec", now: 0) == .fetch)
        state.fetched(old, now: 0)
        #expect(state.step(for: "ec", now: 50) == .use)
        #expect(state.step(for: nil, now: 50) == .use)
        #expect(state.step(for: "ec", now: 101) == .useAndRefresh)
        #expect(state.step(for: "ec", now: 105) == .use)
    }

    @Test func `an unknown key asks for a fetch at most once in an interval`() {
        var state = KeySetState(KeySetSchedule(refreshAge: 100, leastInterval: 10, greatestAge: 500))
        _ = state.step(for: "ec", now: 0)
        state.fetched(old, now: 0)
        #expect(state.step(for: "rsa", now: 5) == .use)
        #expect(state.step(for: "rsa", now: 10) == .fetch)
        for second in 11..<20 { #expect(state.step(for: "other\(second)", now: Double(second)) == .use) }
        state.fetched(new, now: 20)
        #expect(state.step(for: "rsa", now: 21) == .use)
    }

    @Test func `the last good set serves while fetches fail, until it is too old`() {
        var state = KeySetState(KeySetSchedule(refreshAge: 100, leastInterval: 10, greatestAge: 500))
        _ = state.step(for: "ec", now: 0)
        state.fetched(old, now: 0)
        #expect(state.step(for: "ec", now: 200) == .useAndRefresh)
        state.fetchFailed()
        #expect(state.lastFault == .unreachable)
        state.fetched(Array("<html>".utf8), now: 210)
        #expect(state.lastFault == .unreadable(.malformed))
        #expect(state.usableKeys(now: 499) != nil)
        #expect(state.step(for: "ec", now: 600) == .fetch)
        #expect(state.usableKeys(now: 600) == nil)
        state.fetched(new, now: 601)
        #expect(state.lastFault == nil)
        #expect(state.usableKeys(now: 601) != nil)
    }

    @Test func `a clock that was set back does not hold fetches off`() {
        var state = KeySetState(KeySetSchedule(refreshAge: 100, leastInterval: 10, greatestAge: 500))
        _ = state.step(for: "ec", now: 1000)
        state.fetched(old, now: 1000)
        #expect(state.step(for: "ec", now: 950) == .use)
        #expect(state.step(for: "ec", now: 100) == .fetch)
    }

    @Test func `tokens that come together wait for one fetch`() async {
        let count = Mutex(0)
        let (gate, opened) = AsyncStream.makeStream(of: Void.self)
        let bytes = new
        let cache = KeySetCache { () async throws -> [UInt8] in
            count.withLock { $0 += 1 }
            for await _ in gate { break }
            return bytes
        }
        await withTaskGroup(of: Bool.self) { group in
            for name in ["ec", "rsa", "ec", "rsa"] { group.addTask { await cache.keys(for: name, now: 0)?.contains(name) == true } }
            group.addTask {
                opened.yield()
                return true
            }
            for await hasKey in group { #expect(hasKey) }
        }
        #expect(count.withLock { $0 } == 1)
    }

    @Test func `a fetch that fails leaves no keys, and the next interval tries again`() async {
        struct Unreachable: Error {}
        let count = Mutex(0)
        let bytes = new
        let cache = KeySetCache { () async throws -> [UInt8] in
            let call = count.withLock { number -> Int in
                number += 1
                return number
            }
            if call == 1 { throw Unreachable() }
            return bytes
        }
        #expect(await cache.keys(for: "ec", now: 0) == nil)
        #expect(await cache.keys(for: "ec", now: 1) == nil)
        #expect(count.withLock { $0 } == 1)
        #expect(await cache.keys(for: "ec", now: 60)?.contains("ec") == true)
        #expect(await cache.current.lastFault == nil)
    }
}
