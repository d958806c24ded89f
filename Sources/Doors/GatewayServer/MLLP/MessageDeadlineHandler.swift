// Ends MLLP connections that dawdle: within a message, and between two.

import NIOCore

/// Closes a connection when a message takes too long to arrive, or when nothing is said between two.
///
/// An idle timeout alone is not enough: a sender that drips one byte at a time is never idle. While the gateway works on a message no deadline runs.
final class MessageDeadlineHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What the conversation tells of the stream, which it alone can read.
    enum Moment: Sendable {
        /// A message has begun and is not whole.
        case messageBegun
        /// All messages that came are answered.
        case messageEnded
    }

    private let message: TimeAmount
    private let silence: TimeAmount
    private var isInside = false
    private var deadline: Scheduled<Void>?
    private var quiet: Scheduled<Void>?

    init(message: TimeAmount, silence: TimeAmount) {
        self.message = message
        self.silence = silence
    }

    func handlerAdded(context: ChannelHandlerContext) { quiet = schedule(context, silence) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        quiet?.cancel()
        quiet = schedule(context, silence)
        context.fireChannelRead(data)
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        switch event as? Moment {
        case .messageBegun:
            if !isInside { deadline = schedule(context, message) }
            isInside = true
            promise?.succeed()
        case .messageEnded:
            isInside = false
            deadline?.cancel()
            deadline = nil
            promise?.succeed()
        case nil: context.triggerUserOutboundEvent(event, promise: promise)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        disarm()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { disarm() }

    private func schedule(_ context: ChannelHandlerContext, _ time: TimeAmount) -> Scheduled<Void> {
        let held = NIOLoopBound(context, eventLoop: context.eventLoop)
        return context.eventLoop.scheduleTask(in: time) { held.value.close(promise: nil) }
    }

    private func disarm() {
        deadline?.cancel()
        quiet?.cancel()
        deadline = nil
        quiet = nil
    }
}
