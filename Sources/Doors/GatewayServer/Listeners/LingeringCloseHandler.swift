// Closes a connection so that the last answer still reaches a sender that is in the middle of sending.

import NIOCore

/// The events that ask for a lingering close.
enum LingerBeforeClose: Sendable {
    /// The last answer is being written: what still arrives counts.
    case answering
    /// The last answer has left; the close follows.
    case closing
}

/// Ends a connection in two steps (RFC 9112, 9.6): first the way out, then, when the sender has ended too or a short time is over, all of it.
///
/// A socket that is closed while bytes wait on it is reset, and a reset may take the last answer away. What arrives meanwhile is dropped, and only
/// so much of it is waited for: a sender that never ends is cut off.
final class LingeringCloseHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum State {
        case open(isAsked: Bool)
        case lingering
        case closed
    }

    private let time: TimeAmount
    private var budget: Int
    private var state = State.open(isAsked: false)
    private var senderHasEnded = false
    private var deadline: Scheduled<Void>?
    private var waiting: [EventLoopPromise<Void>] = []

    /// - Parameters:
    ///   - time: How long the sender is waited for.
    ///   - bytes: How much of what it goes on sending is taken in and dropped.
    init(time: TimeAmount = .seconds(2), bytes: Int = 4 << 20) {
        self.time = time
        budget = bytes
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard let event = event as? LingerBeforeClose else { return context.triggerUserOutboundEvent(event, promise: promise) }
        promise?.succeed()
        guard case .open = state else { return }
        state = .open(isAsked: true)
        if event == .closing {
            // Not only from the close on, which TLS delays while it reads on itself.
            let held = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            deadline = context.eventLoop.scheduleTask(in: time) { held.value.0.finish(held.value.1) }
        }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .all else { return context.close(mode: mode, promise: promise) }
        switch state {
        case .open(isAsked: true) where !senderHasEnded:
            state = .lingering
            if let promise { waiting.append(promise) }
            context.close(mode: .output, promise: nil)
            context.read()
        case .lingering: if let promise { waiting.append(promise) }
        case .open, .closed:
            state = .closed
            context.close(mode: .all, promise: promise)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch state {
        case .open(isAsked: false): return context.fireChannelRead(data)
        case .open(isAsked: true): context.fireChannelRead(data)
        case .lingering, .closed: break
        }
        budget -= unwrapInboundIn(data).readableBytes
        if budget < 0 { finish(context) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        guard case .lingering = state else { return context.fireChannelReadComplete() }
        // Whatever stands behind has stopped asking for more.
        context.read()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed {
            senderHasEnded = true
            if case .lingering = state { return finish(context) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        if case .lingering = state { state = .closed }
        settle()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
        settle()
    }

    private func finish(_ context: ChannelHandlerContext) {
        if case .closed = state { return }
        state = .closed
        deadline?.cancel()
        context.close(mode: .all, promise: nil)
        settle()
    }

    private func settle() {
        for promise in waiting { promise.succeed() }
        waiting = []
    }
}
