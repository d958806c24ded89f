// libcurl's set of transfers.

import CCurl
import Synchronization

/// libcurl's set of transfers.
///
/// Its thread calls everything; anyone may call `wake`.
final class MultiHandle: Sendable {
    private static let initialised: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    private nonisolated(unsafe) let handle: UnsafeMutableRawPointer
    private let isOpen = Mutex(true)

    /// Prepares libcurl, once.
    static func initialise() { precondition(initialised, "libcurl cannot be initialised") }

    init(connections: Int) {
        Self.initialise()
        handle = curl_multi_init()!
        _ = ccurl_multi_set_long(handle, CURLMOPT_MAX_HOST_CONNECTIONS, connections)
        _ = ccurl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, connections)
    }

    func wake() { isOpen.withLock { if $0 { _ = curl_multi_wakeup(handle) } } }

    func add(_ easy: UnsafeMutableRawPointer) { _ = curl_multi_add_handle(handle, easy) }

    func remove(_ easy: UnsafeMutableRawPointer) {
        _ = curl_multi_remove_handle(handle, easy)
        curl_easy_cleanup(easy)
    }

    func perform(_ ended: (UnsafeMutableRawPointer, CURLcode) -> Void) {
        var running: Int32 = 0
        _ = curl_multi_perform(handle, &running)
        var code = CURLE_OK
        while let easy = ccurl_next_ended(handle, &code) { ended(easy, code) }
    }

    func waitForEvents() { _ = curl_multi_poll(handle, nil, 0, 1000, nil) }

    func cleanUp() {
        isOpen.withLock { open in
            open = false
            _ = curl_multi_cleanup(handle)
        }
    }
}
