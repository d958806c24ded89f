// A pattern of SQL's LIKE, matched in time that no pattern can stretch.

/// A pattern of SQL's LIKE: `%` is any text, `_` any character.
struct LikePattern: Sendable {
    private let pattern: [Character]

    init(_ text: String) { pattern = Array(text) }

    /// Whether the whole text fits; linear but for the last `%`.
    func matches(_ text: String) -> Bool {
        let text = Array(text)
        var (inText, inPattern) = (0, 0)
        var retry: (text: Int, pattern: Int)?
        while inText < text.count {
            if inPattern < pattern.count, pattern[inPattern] == "%" {
                inPattern += 1
                retry = (inText, inPattern)
            } else if inPattern < pattern.count, pattern[inPattern] == "_" || pattern[inPattern] == text[inText] {
                inText += 1
                inPattern += 1
            } else if let last = retry {
                retry = (last.text + 1, last.pattern)
                (inText, inPattern) = (last.text + 1, last.pattern)
            } else {
                return false
            }
        }
        return pattern[inPattern...].allSatisfy { $0 == "%" }
    }
}
