// One conversation over MLLP: messages in, one acknowledgement for each, in the order in which they came.

import AuthorTrust
import ClinicalTypes
import Foundation
import Gateway
import HL7v2Messages
import Journal
import Logging
import NIOCore

/// Answers the messages of one connection, each after it is written down; a sender that does not wait is read no faster than it is answered.
struct MLLPConversation: Sendable {
    let way: TransmissionWay
    let keeper: Doorkeeper
    let journal: any PassageJournal
    let logger: Logger

    /// Talks until the stream ends or cannot be read.
    ///
    /// - Parameters:
    ///   - inbound: the bytes of the connection.
    ///   - outbound: writes to the peer.
    ///   - channel: the connection, whose deadlines follow what the bytes mean.
    ///   - peer: the certificates that the peer proved.
    ///   - limits: the limits of messages.
    func run(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>, channel: any Channel,
        peer: PeerIdentity?, limits: MLLPLimits
    ) async throws {
        var frames = FrameReader(maximumByteCount: limits.messageBytes)
        for try await buffer in inbound {
            // A whole message stops the clock, though the next may stand behind it already: its own time begins with its first byte read.
            let events = frames.feed(buffer.readableBytesView)
            if !events.isEmpty { channel.triggerUserOutboundEvent(MessageDeadlineHandler.Moment.messageEnded, promise: nil) }
            for event in events {
                switch event {
                case .message(let bytes):
                    let (reception, answer) = await self.answer(bytes, peer: peer, limits: limits)
                    try await outbound.write(ByteBuffer(bytes: framed(answer)))
                    // Answered is what reached the socket; a conflict is about somebody else's passage.
                    for passage in reception.passages where reception.reply.code == .accepted || passage.storeLeg == .refused {
                        try? await journal.markAnswered(passage.id, now: keeper.now())
                    }
                case .broken(let fault):
                    logger.info("stream given up", metadata: ["door": "mllp", "code": "\(fault.rawValue)"])
                    return
                }
            }
            if frames.isInsideMessage { channel.triggerUserOutboundEvent(MessageDeadlineHandler.Moment.messageBegun, promise: nil) }
        }
    }

    private func answer(_ bytes: [UInt8], peer: PeerIdentity?, limits: MLLPLimits) async -> (TransmissionReception, [UInt8]) {
        let now = keeper.now()
        let reception: TransmissionReception
        switch await keeper.admit(PresentedCredential(clientChain: peer?.chain ?? [])) {
        case .admitted(let sender):
            reception = await way.receive(bytes, from: sender, at: now, limits: MessageLimits(bytes: limits.messageBytes))
        case .turnedAway(let stranger):
            reception = way.turnAway(stranger, message: bytes, limits: MessageLimits(bytes: limits.messageBytes))
        }
        logger.info(
            "message",
            metadata: [
                "door": "mllp", "reply": "\(reception.reply.code.rawValue)", "error": "\(reception.reply.error?.application?.code ?? "-")",
                "passages": "\(reception.passages.map(\.id.text).joined(separator: " "))",
                "errands": "\(reception.errands.map(\.id.text).joined(separator: " "))", "bytes": "\(bytes.count)",
                "codes": "\(reception.findings.map(\.code).joined(separator: " "))",
            ])
        let answer = reception.reply.message(to: reception.header, controlID: UUID().uuidString.lowercased(), time: HL7Timestamp.dtm(now) + "+0000")
        return (reception, answer.bytes)
    }
}
