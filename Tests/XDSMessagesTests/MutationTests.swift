// Damaged messages: whatever the damage, reading ends with a message or a failure, never with a trap.

import TestSupport
import Testing

@testable import XDSMessages

@Suite struct MutationTests {
    @Test(arguments: 0..<4)
    func `a damaged package is read or refused, however it arrives`(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let carried = try Fixture.request.message(header: Fixture.header, form: .package(Fixture.names))
        let whole = carried.body
        var read = 0
        for _ in 0..<60 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: Array("\r\n--frontiere\r\n".utf8), at: place)
                case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...400, using: &generator)))
                default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 64)], at: place)
                }
            }
            let inOne = outcome(of: bytes, type: carried.contentType, step: bytes.count)
            let inPieces = outcome(of: bytes, type: carried.contentType, step: Int.random(in: 1...97, using: &generator))
            #expect(inOne == inPieces)
            if case .success = inOne { read += 1 }
        }
        #expect(read < 60)
    }

    @Test(arguments: 0..<4)
    func `a damaged content type is read or refused`(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let field = Array(try Fixture.request.message(header: Fixture.header).contentType.unicodeScalars)
        for _ in 0..<500 {
            var damaged = field
            damaged[Int.random(in: 0..<damaged.count, using: &generator)] = ["\"", ";", "\\", "=", "\u{0}", " ", "é", "/"].randomElement(using: &generator)!
            var text = String.UnicodeScalarView()
            text.append(contentsOf: damaged)
            _ = Fixture.failure { () throws(MessageFailure) in _ = try SOAPMessageReader(contentType: String(text)) }
        }
    }

    private func outcome(of bytes: [UInt8], type: String, step: Int) -> Result<ProvideAndRegisterRequest, MessageFailure> {
        do throws(MessageFailure) {
            var reader = try SOAPMessageReader(contentType: type)
            var index = 0
            while index < bytes.count {
                let end = min(bytes.count, index + max(step, 1))
                try reader.feed(Array(bytes[index..<end]))
                index = end
            }
            return .success(try ProvideAndRegisterRequest(reading: try reader.finish()))
        } catch {
            return .failure(error)
        }
    }
}
