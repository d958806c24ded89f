// Runs services together until a signal or a failure, then ends them gracefully.

public import Logging
public import ServiceLifecycle
import UnixSignals

/// Runs services as one.
public enum ServiceRun {
    /// Runs until SIGTERM or SIGINT asks for a graceful end, or one service fails; what takes longer than `grace` to end is cancelled.
    public static func run(_ services: [any Service], grace: Duration = .seconds(15), logger: Logger) async throws {
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = grace
        try await ServiceGroup(configuration: configuration).run()
    }

    /// A logger that writes codes, paths and counts to standard error, at and above a level of the configuration.
    public static func logger(level: String) throws(ConfigurationFailure) -> Logger {
        guard let level = Logger.Level(rawValue: level) else {
            throw ConfigurationFailure(
                key: "log.level", source: "configuration", problem: "one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")) was expected")
        }
        var logger = Logger(label: "passerelle", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = level
        return logger
    }
}
