// The tables of a directory file.

enum DirectorySchema {
    /// Raised when the tables change: a file of another version is imported anew.
    static let version = 1

    static let tables = [
        """
        CREATE TABLE activity (
            person TEXT NOT NULL,
            family TEXT,
            given TEXT,
            profession TEXT,
            category TEXT,
            expertise TEXT,
            sector TEXT,
            role TEXT,
            siret TEXT,
            siren TEXT,
            finess TEXT,
            legalFiness TEXT,
            technical TEXT,
            name TEXT
        ) STRICT
        """,
        "CREATE TABLE expertise (person TEXT NOT NULL, profession TEXT, code TEXT NOT NULL) STRICT",
        "CREATE TABLE property (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    ]

    /// Made when all lines are in: sorting once is cheaper than keeping order.
    static let indexes = ["CREATE INDEX activityPerson ON activity (person)", "CREATE INDEX expertisePerson ON expertise (person)"]
}
