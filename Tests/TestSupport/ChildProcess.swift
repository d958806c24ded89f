// A program that a test starts beside it: a compiler, a peer, the built program itself.

import CSpawn
public import Foundation

/// A program that a test starts.
///
/// Foundation's `Process` looks through the open files of the whole process when it starts one, and crashes where other threads open files meanwhile, as
/// tests do by the hundred. Here the system starts the program (`posix_spawn`) and closes what is not its own.
public final class ChildProcess: @unchecked Sendable {
    /// The program.
    public var executableURL: URL?
    /// Its arguments, without its name.
    public var arguments: [String] = []
    /// Its environment; nil for that of the tests.
    public var environment: [String: String]?
    /// Where it is started; nil for where the tests are.
    public var currentDirectoryURL: URL?
    /// A `Pipe` or a `FileHandle` that it reads; nil for that of the tests.
    public var standardInput: Any?
    /// A `Pipe` or a `FileHandle` that it writes to; nil for that of the tests.
    public var standardOutput: Any?
    /// A `Pipe` or a `FileHandle` that it complains to; nil for that of the tests.
    public var standardError: Any?

    private let lock = NSLock()
    private var identifier: pid_t = 0
    private var ended: Int32?

    /// Prepares a program; `run` starts it.
    public init() {}

    /// Starts the program.
    public func run() throws {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        var ours: [FileHandle] = []
        for (stream, number) in [(standardInput, STDIN_FILENO), (standardOutput, STDOUT_FILENO), (standardError, STDERR_FILENO)] {
            guard let stream else { continue }
            let handle: FileHandle
            if let pipe = stream as? Pipe {
                handle = number == STDIN_FILENO ? pipe.fileHandleForReading : pipe.fileHandleForWriting
                ours.append(handle)
            } else {
                handle = stream as! FileHandle
            }
            posix_spawn_file_actions_adddup2(&actions, handle.fileDescriptor, number)
        }
        if let currentDirectoryURL { _ = cspawn_start_in(&actions, currentDirectoryURL.path) }
        _ = cspawn_close_from(&actions, STDERR_FILENO + 1)
        // Threads of the tests hold signals back and ignore them: a program begins as a shell would start it.
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let path = executableURL?.path ?? ""
        let environment = environment ?? ProcessInfo.processInfo.environment
        let failure = Self.withStrings([path] + arguments) { arguments in
            Self.withStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
                lock.withLock { posix_spawn(&identifier, path, &actions, &attributes, arguments, environment) }
            }
        }
        guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EINVAL) }
        // What both streams of the program share is closed once; a handle knows that it is.
        for handle in ours { try? handle.close() }
    }

    /// Waits until the program has ended.
    public func waitUntilExit() {
        // Nobody is kept from asking meanwhile: the program is waited for without being taken away, and then taken away once.
        var information = siginfo_t()
        while lock.withLock({ ended == nil }), waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        look()
    }

    /// Whether it has not ended.
    public var isRunning: Bool {
        look()
        return lock.withLock { identifier != 0 && ended == nil }
    }

    /// Its number in the system; 0 until it was started.
    public var processIdentifier: Int32 { lock.withLock { identifier } }

    /// Its exit code, or the signal that ended it; -1 while it runs.
    public var terminationStatus: Int32 {
        look()
        guard let status = lock.withLock({ ended }) else { return -1 }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : status & 0x7F
    }

    /// Asks it to end (SIGTERM).
    public func terminate() { send(SIGTERM) }

    /// Interrupts it as the keyboard does (SIGINT).
    public func interrupt() { send(SIGINT) }

    private func send(_ signal: Int32) {
        look()
        lock.withLock { if identifier != 0, ended == nil { _ = kill(identifier, signal) } }
    }

    /// Takes the program's end in, if it has come.
    private func look() {
        lock.withLock {
            var status: Int32 = 0
            if identifier != 0, ended == nil, waitpid(identifier, &status, WNOHANG) == identifier { ended = status }
        }
    }

    private static func withStrings<Result>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
        let copies: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
        defer { for copy in copies { free(copy) } }
        return body(copies)
    }
}
