// Answers requests that are refused for their form, and ends connections that nothing more may be read of.

import Acknowledgement
import ClinicalTypes
import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Keeps one promise: after an answer that ends the connection there is no other.
///
/// The connection ends after a refusal for its form (``RequestFault``), after an answer that says `Connection: close`, and after an answer that
/// was begun before its request had ended, since the rest would have to be read only to find the next request. A request that is given up while
/// it arrives reaches the routes as an error, never as a body that ended.
final class ConnectionEndHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum Ending {
        case no, flushing, closing
    }

    /// Requests whose answers have not been written to their end.
    private var owed = 0
    /// Whether the head of a request has come and its end has not.
    private var isReceiving = false
    /// Whether the head of an answer has been written and its end has not.
    private var isAnswering = false
    private var endsWithAnswer = false
    private var fault: RequestFault?
    private var ending = Ending.no
    private var closesWaiting: [EventLoopPromise<Void>?] = []
    private let patience: TimeAmount
    private var deadline: Scheduled<Void>?

    /// - Parameter patience: How long the last answer may take to leave.
    init(patience: TimeAmount = .seconds(10)) { self.patience = patience }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard ending == .no else { return }
        switch unwrapInboundIn(data) {
        case .head:
            owed += 1
            isReceiving = true
        case .body: break
        case .end: isReceiving = false
        }
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let fault = event as? RequestFault { return refuse(fault, context) }
        context.fireUserInboundEventTriggered(event)
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard let fault = event as? RequestFault else { return context.triggerUserOutboundEvent(event, promise: promise) }
        promise?.succeed()
        refuse(fault, context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The parser met what the framing let through, or the end of the connection inside a request.
        if isReceiving { refuse(.cutShort, context) }
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        for waiting in closesWaiting { waiting?.succeed() }
        closesWaiting = []
        ending = .closing
        giveUp(context)
        context.fireChannelInactive()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard ending == .no else {
            promise?.fail(ChannelError.outputClosed)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(var head):
            guard head.status.kind != .informational else { return context.write(data, promise: promise) }
            isAnswering = true
            endsWithAnswer = head.headerFields[.connection]?.lowercased() == "close" || (isReceiving && owed == 1)
            if endsWithAnswer { head.headerFields[.connection] = "close" }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            owed = max(0, owed - 1)
            isAnswering = false
            if endsWithAnswer {
                end(context, with: data, promise)
            } else {
                context.write(data, promise: promise)
                settle(context)
            }
        }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        // The last answer is on its way: nothing may overtake it.
        if ending == .flushing {
            closesWaiting.append(promise)
        } else {
            context.close(mode: mode, promise: promise)
        }
    }

    private func refuse(_ fault: RequestFault, _ context: ChannelHandlerContext) {
        guard self.fault == nil else { return }
        self.fault = fault
        settle(context)
    }

    /// Answers the fault as soon as every request before it has its answer.
    private func settle(_ context: ChannelHandlerContext) {
        guard let fault, ending == .no, !isAnswering, owed == (isReceiving ? 1 : 0) else { return }
        let answer = fault.problem.answer(in: .english)
        var head = HTTPResponse(status: .init(code: answer.status), headerFields: [.connection: "close", .contentLength: String(answer.body.count)])
        for field in answer.fields {
            if let name = HTTPField.Name(field.name) { head.headerFields[name] = field.value }
        }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(context.channel.allocator.buffer(bytes: answer.body))), promise: nil)
        end(context, with: wrapOutboundOut(.end(nil)), nil)
    }

    /// Writes the end of the last answer, and closes once it has left.
    private func end(_ context: ChannelHandlerContext, with data: NIOAny, _ promise: EventLoopPromise<Void>?) {
        ending = .flushing
        context.triggerUserOutboundEvent(LingerBeforeClose.answering, promise: nil)
        let flushed = promise ?? context.eventLoop.makePromise(of: Void.self)
        let held = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        flushed.futureResult.whenComplete { _ in held.value.0.close(held.value.1) }
        deadline = context.eventLoop.scheduleTask(in: patience) { held.value.0.close(held.value.1) }
        context.writeAndFlush(data, promise: flushed)
        giveUp(context)
    }

    private func close(_ context: ChannelHandlerContext) {
        guard ending == .flushing else { return }
        ending = .closing
        deadline?.cancel()
        context.triggerUserOutboundEvent(LingerBeforeClose.closing, promise: nil)
        context.close(promise: nil)
        for waiting in closesWaiting { waiting?.succeed() }
        closesWaiting = []
    }

    /// Tells the routes that the rest of a request will not come.
    private func giveUp(_ context: ChannelHandlerContext) {
        guard isReceiving else { return }
        isReceiving = false
        context.fireErrorCaught(fault ?? .cutShort)
    }
}
