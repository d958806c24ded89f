// A hospital's message around a document of the samples.

import Foundation

/// A message around a document, with the facts that the document has.
public struct MessageAround: Sendable {
    /// The segments, without their ends.
    public var lines: [String]

    /// Wraps a document; the header of it tells patient, type and id.
    public init(_ document: [UInt8], action: (event: String, order: String, status: String) = ("T02", "NW", "F")) {
        let text = String(decoding: document, as: UTF8.self)
        func after(_ mark: String) -> String { text.components(separatedBy: mark).dropFirst().first?.components(separatedBy: "\"").first ?? "" }
        let header = text.components(separatedBy: "<recordTarget").first ?? ""
        let type = header.components(separatedBy: "<code code=\"").dropFirst().first?.components(separatedBy: "\"").first ?? ""
        let id = header.components(separatedBy: "<id root=\"").dropFirst().first?.components(separatedBy: "\"").first ?? ""
        lines = [
            "MSH|^~\\&|RIS|HOPITAL|PASSERELLE|HOPITAL|20260301120000||MDM^\(action.event)^MDM_T02|M0001|P|2.6|||||FRA|UNICODE UTF-8|||2.1^CISIS_CDA_HL7_V2",
            "EVN||20260301120000",
            "PID|||\(after("<id root=\"1.2.250.1.213.1.4.10\" extension=\""))^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS||ESSAI^ANNE",
            "PV1|1|I", "ORC|\(action.order)|", "OBR|1|||\(type)^Type^LN", "TXA|1|\(type)|TEXT|||||||||\(id)||||AU",
            "OBX|1|ED|\(type)^Type^LN||^TEXT^XML^Base64^\(Data(document).base64EncodedString())||||||\(action.status)",
            "PRT||UC||SB^^participation|899700000001^X^Y",
            "OBX|2|CWE|MASQUE_PS^M^MetaDMPMSS||Y^^expandedYes-NoIndicator||||||F", "OBX|3|CWE|DESTDMP^M^MetaDMPMSS||Y^^expandedYes-NoIndicator||||||F",
        ]
    }

    /// The message with text replaced in every segment.
    public func replacing(_ text: String, with other: String) -> MessageAround {
        var copy = self
        copy.lines = lines.map { $0.replacing(text, with: other) }
        return copy
    }

    /// The same as a laboratory sends it (ORU^R01), with further documents behind the first.
    public func asObservation(with others: [[UInt8]] = []) -> MessageAround {
        var copy = self
        let header = lines[0].split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        copy.lines[0] = (header[..<8] + ["ORU^R01^ORU_R01"] + header[9..<11] + ["2.5"] + header[12...]).joined(separator: "|")
        copy.lines.removeAll { $0.hasPrefix("EVN|") || $0.hasPrefix("TXA|") }
        let carriers = others.flatMap { MessageAround($0).lines.filter { $0.contains("|ED|") } }
        let place = copy.lines.firstIndex { $0.hasPrefix("PRT|") } ?? copy.lines.endIndex
        copy.lines.insert(contentsOf: carriers, at: place)
        return copy.replacing("|CWE|", with: "|CE|")
    }

    /// The message without a frame.
    public var bytes: [UInt8] { Array(lines.map { $0 + "\r" }.joined().utf8) }
}
