// Damaged archives: whatever the damage, reading ends with an archive or a refusal.

import TestSupport
import Testing

@testable import ZIPArchives

@Suite struct DamagedArchiveTests {
    @Test(arguments: 0..<4)
    func `a damaged archive is read as it was or refused`(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        var described = HandMadeEntry("D.TXT", "Bonjour")
        described.flags = 8
        described.leavesOpen = true
        described.trailer = le32(0x0807_4B50) + le32(checksum(described.content)) + le32(7) + le32(7)
        let whole = handMade([HandMadeEntry("A.TXT"), HandMadeEntry("B/C.XML", String(repeating: "Essai ", count: 300), method: 8), described])
        let contents = try ZIPArchive(reading: whole).entries.map(\.bytes)
        var codes: Set<ZIPFailureCode> = []
        for _ in 0..<1500 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<6, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
                case 2: bytes.remove(at: place)
                case 3: bytes[place] = 0xFF
                case 4: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &generator)))
                default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 46)], at: place)
                }
                if bytes.isEmpty { break }
            }
            do throws(ZIPFailure) {
                // Names and times are under no checksum; bytes are.
                #expect(try ZIPArchive(reading: bytes).entries.map(\.bytes) == contents)
            } catch {
                codes.insert(error.code)
            }
        }
        #expect(codes.count > 8)
    }
}
