// Compiles the first part of every input as a regular expression, and matches, replaces and splits the second with it.

import FuzzSupport
import Glibc
import XPathEngine

exit(
    fuzz { start, count in
        guard count < 4096 else { return -1 }
        let parts = parts(start, count).map { String(decoding: $0, as: UTF8.self) }
        let input = parts.count > 1 ? parts[1] : "aab1-2.3é€ A\n"
        for flags in ["", "i", "smx"] {
            guard let expression = try? RegularExpression(parts.first ?? "", flags: flags) else { continue }
            _ = try? expression.matches(input)
            _ = try? expression.replace(input, with: parts.count > 2 ? parts[2] : "[$0$1]")
            _ = try? expression.tokenize(input)
        }
        return 0
    })
