// What every request carries through the routes: its channel, its log, and who sent it.

import Hummingbird
import NIOCore

/// The context of one request.
struct GatewayRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The peer of the connection; nil where no certificate came.
    let peer: PeerIdentity?
    /// Whether the connection is the plain one that binds loopback for conformance suites.
    let isPlain: Bool

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = PeerIdentity.current
        isPlain = PlainConnection.isCurrent
    }

    /// Uploads are bounded by the routes, which know the limit.
    var maxUploadSize: Int { .max }
}

/// Marks requests that came over the plain loopback door.
enum PlainConnection {
    @TaskLocal static var isCurrent = false
}
