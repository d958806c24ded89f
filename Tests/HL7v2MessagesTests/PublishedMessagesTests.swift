// The published example messages are read, each with what is known to be wrong with it.

import Foundation
import HL7v2Messages
import TestSupport
import Testing

struct PublishedMessagesTests {
    /// The files of the folder of example messages, line feeds turned into carriage returns as the senders' own tools do.
    private func messages() throws -> [(name: String, bytes: [UInt8])] {
        let folder = try #require(sharedFolder).appending(path: "hl7v2")
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        return names.compactMap { name in
            let bytes = try? [UInt8](Data(contentsOf: folder.appending(path: name)))
            guard let bytes, bytes.starts(with: "MSH".utf8) else { return nil }
            return (name, bytes.map { $0 == 0x0A ? 0x0D : $0 })
        }
    }

    @Test(.enabled(if: sharedFolder != nil, "needs ../shared"))
    func `every published message is read and fits its structure, but four whose tilde is another character`() throws {
        var refused: [String: Int] = [:]
        for (name, bytes) in try messages() {
            switch HL7Message.read(bytes) {
            case .failure(let unreadable):
                // A word processor made U+02DC of the repetition separator in these: nothing says what a tilde in their fields means.
                #expect(bytes[4...].starts(with: "^\u{2DC}\\&".utf8), "\(name)")
                refused[unreadable.fault.code, default: 0] += 1
            case .success(let message):
                #expect(message.bytes == bytes)
                let structure = message.header.messageCode == "ADT" ? .admission : MessageStructure.named(message.header.structure ?? "")
                let structured = message.structured(by: try #require(structure, "\(name): \(message.header.type)"))
                #expect(structured.faults.isEmpty, "\(name)")
                #expect(structured.remarks.allSatisfy { $0.detail == .name("ORC") }, "\(name)")
            }
        }
        #expect(refused == ["hl7.delimiters": 4])
    }

    @Test(.enabled(if: sharedFolder != nil, "needs ../shared"))
    func `every enclosed document of the published messages is decoded to its last byte`() throws {
        var documents = 0
        for (name, bytes) in try messages() {
            guard let message = try? HL7Message.read(bytes).get() else { continue }
            for segment in message.all("OBX") where segment.field(2).text == "ED" && segment.field(5).component(3).text == "XML" {
                guard let data = try? EncapsulatedData(segment.field(5), at: segment.location(5)), data.bytes.count > 1_000 else { continue }
                documents += 1
                let end = String(decoding: data.bytes.suffix(40), as: UTF8.self).filter { !$0.isWhitespace }
                #expect(end.hasSuffix("ClinicalDocument>"), "\(name)")
            }
        }
        #expect(documents == 11)
    }
}
