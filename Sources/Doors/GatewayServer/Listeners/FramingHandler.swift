// Lets only well-framed requests through to the HTTP parser.

import NIOCore

/// Stands between the bytes of a connection and the HTTP parser.
///
/// A request that is not well framed is reported as a ``RequestFault`` event, which ``ConnectionEndHandler`` answers; nothing of the connection is
/// read afterwards.
final class FramingHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private var framing: RequestFraming
    private var isOver = false

    init(limits: RequestFraming.Limits) { framing = RequestFraming(limits: limits) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        var buffer = unwrapInboundIn(data)
        let verdict = buffer.withUnsafeReadableBytes { framing.read($0) }
        if verdict.passing > 0, let passing = buffer.readSlice(length: verdict.passing) { context.fireChannelRead(wrapInboundOut(passing)) }
        if let fault = verdict.fault {
            isOver = true
            context.fireUserInboundEventTriggered(fault)
        }
    }
}
