// A hospital's systems in a hurry: each on a connection of its own, the next message when the one before is acknowledged.

import Delivery
import Foundation
import Synchronization

/// Sends messages over MLLP; those of one patient always go over the same connection.
final class MessageLoad: Sendable {
    private let port: Int
    private let documents: EnlargedDocument
    private let next = Mutex([Int](repeating: 0, count: MessageLoad.most))
    /// The most connections; the patients of the documents divide evenly among them.
    private static let most = 8
    /// The size of one message.
    let bytes: Int

    /// Prepares to send to a port of loopback.
    init(port: Int, documents: EnlargedDocument) {
        self.port = port
        self.documents = documents
        bytes = Self.message(around: documents.number(0)).count
    }

    /// Sends over so many connections for so many seconds.
    func send(_ connections: Int, seconds: Double) async -> LoadResult {
        let outcome = Outcome()
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        await withDiscardingTaskGroup { group in
            for lane in 0..<connections {
                group.addTask { [self] in
                    guard let destination = MLLPDestination("127.0.0.1:\(port)") else { return }
                    let client = MLLPClient(destination)
                    while ContinuousClock.now < end {
                        let message = Self.message(around: documents.number(take(lane)))
                        let sent = ContinuousClock.now
                        let failure = await Self.failure(of: message, over: client)
                        let latency = Timing.seconds(ContinuousClock.now - sent)
                        outcome.result.withLock {
                            if let failure { $0.failures[failure, default: 0] += 1 } else { $0.answered += 1 }
                            $0.latencies.append(latency)
                        }
                    }
                    client.close()
                }
            }
        }
        var whole = outcome.result.withLock { $0 }
        whole.seconds = Timing.seconds(ContinuousClock.now - start)
        whole.latencies.sort()
        return whole
    }

    /// Sends so many admissions over eight connections; how many were not accepted.
    func admissions(_ count: Int, from first: Int) async -> Int {
        await withTaskGroup { group in
            for lane in 0..<Self.most {
                group.addTask { [port] in
                    guard let destination = MLLPDestination("127.0.0.1:\(port)") else { return count }
                    let client = MLLPClient(destination)
                    var refused = 0
                    for number in stride(from: first + lane, to: first + count, by: Self.most) {
                        if await Self.failure(of: Self.admission(number), over: client) != nil { refused += 1 }
                    }
                    client.close()
                    return refused
                }
            }
            return await group.reduce(0, +)
        }
    }

    /// The next number of a connection: each has its own residue, and so its own patients.
    private func take(_ lane: Int) -> Int {
        next.withLock { next in
            defer { next[lane] += 1 }
            return next[lane] * Self.most + lane
        }
    }

    /// Why a message was not accepted; nil when it was.
    private static func failure(of message: [UInt8], over client: MLLPClient) async -> String? {
        do throws(TransferFailure) {
            let answer = String(decoding: try await client.send(message), as: UTF8.self)
            if answer.contains("\rMSA|AA|") { return nil }
            return answer.split(separator: "\r").last.map(String.init) ?? "nothing"
        } catch {
            return error.reason.rawValue
        }
    }

    /// A message around a document in pieces: its second is the id, its sixth the patient (see `EnlargedDocument`).
    private static func message(around pieces: [[UInt8]]) -> [UInt8] {
        let (id, patient) = (String(decoding: pieces[1], as: UTF8.self), String(decoding: pieces[5], as: UTF8.self))
        let head = [
            "MSH|^~\\&|DPI|HOPITAL|PASSERELLE|HOPITAL|20260301120000||MDM^T02^MDM_T02|\(id)|P|2.6|||||FRA|UNICODE UTF-8|||2.1^CISIS_CDA_HL7_V2",
            "EVN||20260301120000", "PID|||\(patient)^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS||ESSAI^ESSAI", "PV1|1|O", "ORC|NW",
            "OBR|1|||11488-4^CR^LN", "TXA|1|11488-4|TEXT|||||||||2.25.\(id)||||AU", "OBX|1|ED|11488-4^CR^LN||^TEXT^XML^Base64^",
        ]
        let document = Data(Data(pieces.joined()).base64EncodedData())
        return Array(head.joined(separator: "\r").utf8) + document
            + Array("||||||F\rPRT||UC||SB^^participation|899700000001^ESSAI^ZOE\rOBX|2|CWE|DESTDMP^X^MetaDMPMSS||Y^^expandedYes-NoIndicator||||||F\r".utf8)
    }

    /// An admission of one of a thousand patients, who does not oppose the feeding of the record.
    private static func admission(_ number: Int) -> [UInt8] {
        let serial = 2_580_738_998_000 + number % 1000 + 1
        let key = 97 - serial % 97
        return Array(
            ("MSH|^~\\&|GAM|HOPITAL|PASSERELLE|HOPITAL|20260301120000||ADT^A01^ADT_A01|A\(number)|P|2.5^FRA^2.11|||||FRA|UNICODE UTF-8|||2.11^IHE_FRANCE-2.11-PAM\r"
                + "EVN||20260301120000\rPID|||\(serial)\(key < 10 ? "0" : "")\(key)^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS||ESSAI^ESSAI\rPV1|1|I\r"
                + "ZFA|ACTIF|20250101|||||||INO|20260301120000|IC|20260301120000\r").utf8)
    }
}
