// Documents of about 100 KB, each with an id and a patient of its own, made from one sample of the project.

import Foundation

/// A level-1 sample whose enclosed PDF is made larger, cut where its identifiers stand.
struct EnlargedDocument: Sendable {
    /// How many patients the documents are about.
    static let patients = 800
    private let pieces: [[UInt8]]
    private let run: UInt64

    /// Cuts a sample; nil when it does not look as expected.
    ///
    /// - Parameters:
    ///   - payload: the size of the enclosed file, in bytes, before it is encoded.
    ///   - run: a number that no other run uses on the same store.
    init?(sample: String, payload: Int, run: UInt64) {
        guard let enlarged = Self.enlarge(sample, to: payload) else { return nil }
        var rest = Substring(enlarged)
        var pieces: [[UInt8]] = []
        for (before, after) in [("<id root=\"2.25.", "\"/>"), ("<setId root=\"2.25.", "\"/>"), ("<id root=\"1.2.250.1.213.1.4.10\" extension=\"", "\"/>")] {
            guard let start = rest.range(of: before), let end = rest[start.upperBound...].range(of: after) else { return nil }
            pieces.append(Array(rest[..<start.upperBound].utf8))
            rest = rest[end.lowerBound...]
        }
        self.pieces = pieces + [Array(rest.utf8)]
        self.run = run
    }

    /// A document, in pieces of which the large one is shared by all.
    func number(_ index: Int) -> [[UInt8]] {
        let id = String(run) + String(repeating: "0", count: max(0, 9 - String(index).count)) + String(index)
        return [pieces[0], Array(id.utf8), pieces[1], Array(("1" + id).utf8), pieces[2], Array(Self.patient(index % Self.patients).utf8), pieces[3]]
    }

    /// A national number with a valid key: the order of the births in one commune and month tells the patients apart.
    private static func patient(_ index: Int) -> String {
        let number = 2_580_738_999_000 + index + 1
        let key = 97 - number % 97
        return "\(number)" + (key < 10 ? "0" : "") + "\(key)"
    }

    private static func enlarge(_ sample: String, to size: Int) -> String? {
        guard let start = sample.range(of: "representation=\"B64\">"), let end = sample.range(of: "</text>", range: start.upperBound..<sample.endIndex),
            var file = Data(base64Encoded: String(sample[start.upperBound..<end.lowerBound]), options: .ignoreUnknownCharacters)
        else { return nil }
        // Comment lines of pseudo-random bytes behind the end of the PDF, so that nothing could be packed.
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        while file.count < size {
            file.append(contentsOf: [UInt8(ascii: "%")])
            for _ in 0..<8 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                file.append(contentsOf: withUnsafeBytes(of: state) { $0.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 } })
            }
            file.append(UInt8(ascii: "\n"))
        }
        let text = file.base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
        return sample[..<start.upperBound] + "\n" + text + "\n" + sample[end.lowerBound...]
    }
}
