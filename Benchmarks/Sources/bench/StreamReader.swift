// libxml2's command-line reader as a process of its own: builds no tree, and so is a floor for what a parse costs.

import CSpawn
import Glibc

/// Times `xmllint --noout --stream`.
enum StreamReader {
    /// The median processor time over all files in one process, less that of a process that reads next to nothing; nil when xmllint is not installed.
    static func time(_ paths: [String], rounds: Int) -> Duration? {
        var whole: [Duration] = []
        var start: [Duration] = []
        for _ in 0..<rounds {
            guard let empty = once([]), let full = once(paths) else { return nil }
            start.append(empty)
            whole.append(full)
        }
        return Timing.median(whole) - Timing.median(start)
    }

    private static func once(_ paths: [String]) -> Duration? {
        let words = ["xmllint"] + (paths.isEmpty ? ["--version"] : ["--noout", "--stream", "--huge"] + paths)
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [STDOUT_FILENO, STDERR_FILENO] { posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0) }
        var child = pid_t()
        guard posix_spawnp(&child, "xmllint", &actions, nil, &arguments, environ) == 0 else { return nil }
        var status: Int32 = 0
        var used = rusage()
        guard wait4(child, &status, 0, &used) == child, status == 0 else { return nil }
        return [used.ru_utime, used.ru_stime].reduce(.zero) { $0 + .seconds($1.tv_sec) + .microseconds($1.tv_usec) }
    }
}
