// How far a schema may grow while its parts are put together.

import XMLTree

/// The limits of one reading of one schema: a few lines of includes, parameters or extensions can ask for more than any machine has.
///
/// The largest schema of the French pack has about 15,000 elements and includes three deep.
enum SchemaLimits {
    /// The limits of one file.
    static let parsing = ParseLimits(bytes: 32 << 20, depth: 128, nodes: 1_000_000)
    /// Files that include one another, and abstract rules that extend one another.
    static let depth = 50
    /// Elements of the schema when includes and abstract patterns are in place.
    static let elements = 200_000
    /// Bytes of one text or attribute when parameters are in place.
    static let text = 1 << 20
    /// Variables and assertions of all rules together when extensions are in place.
    static let parts = 500_000
}
