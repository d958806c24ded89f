// Keeps everything that is logged, so that a test can read it.

public import Logging
import Synchronization

/// Everything that was logged, at every level.
public final class LogRecord: Sendable {
    private let kept = Mutex<[String]>([])

    /// An empty record.
    public init() {}

    /// The lines, each with its metadata.
    public var lines: [String] { kept.withLock { $0 } }

    /// A logger that writes here, from trace upwards.
    public var logger: Logger {
        var logger = Logger(label: "test", factory: { _ in Handler(record: self) })
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let record: LogRecord
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            record.kept.withLock { $0.append("\(event.message) \(metadata) \(event.metadata ?? [:])") }
        }
    }
}
