// The tables of the journal, and the steps by which they came to be.

import GRDB

enum JournalSchema {
    /// Every step, oldest first; a step that has shipped is never changed.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("passages") { db in
            for statement in passages { try db.execute(sql: statement) }
        }
        migrator.registerMigration("consent") { db in
            try db.execute(sql: consent)
        }
        migrator.registerMigration("errands") { db in
            for statement in errands { try db.execute(sql: statement) }
        }
        migrator.registerMigration("causes") { db in
            for statement in causes { try db.execute(sql: statement) }
        }
        migrator.registerMigration("assertionUses") { db in
            for statement in assertionUses { try db.execute(sql: statement) }
        }
        migrator.registerMigration("relations") { db in
            // Before this step, only a document that replaces had a parent.
            try db.execute(sql: "ALTER TABLE passage ADD COLUMN replacesParent INTEGER NOT NULL DEFAULT 1")
        }
        return migrator
    }

    /// What an errand follows beside what stands in its own row.
    private static let causes = [
        """
        CREATE TABLE errandCause (
            errand INTEGER NOT NULL REFERENCES errand,
            passage INTEGER REFERENCES passage,
            parent INTEGER REFERENCES errand
        ) STRICT
        """,
        "CREATE INDEX errandCauseErrand ON errandCause (errand)",
        "CREATE INDEX errandCausePassage ON errandCause (passage) WHERE passage IS NOT NULL",
        "CREATE INDEX errandCauseParent ON errandCause (parent) WHERE parent IS NOT NULL",
    ]

    private static let assertionUses = [
        "CREATE TABLE assertionUse (assertion TEXT PRIMARY KEY, purpose TEXT NOT NULL, until INTEGER NOT NULL) STRICT, WITHOUT ROWID",
        "CREATE INDEX assertionUseEnd ON assertionUse (until)",
    ]

    private static let live = "state IN ('queued', 'sending')"

    private static let errands = [
        """
        CREATE TABLE errand (
            sequence INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            topic TEXT NOT NULL,
            destination TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            changedAt INTEGER NOT NULL,
            endedAt INTEGER,
            passage INTEGER REFERENCES passage,
            parent INTEGER REFERENCES errand,
            cue TEXT NOT NULL,
            documentID TEXT,
            patient BLOB,
            afterPassage INTEGER,
            lane BLOB,
            sameness BLOB NOT NULL,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            firstAttemptAt INTEGER,
            due INTEGER,
            failureCode TEXT,
            failureClass TEXT,
            failureMessage TEXT,
            failureAdvice TEXT,
            tidings TEXT,
            tidingsCode TEXT,
            tidingsMessage TEXT,
            content TEXT NOT NULL,
            contentErasedAt INTEGER
        ) STRICT
        """,
        "CREATE INDEX errandDue ON errand (due, sequence) WHERE due IS NOT NULL",
        "CREATE INDEX errandState ON errand (state, sequence)",
        "CREATE INDEX errandLane ON errand (lane, sequence) WHERE lane IS NOT NULL AND \(live)",
        "CREATE INDEX errandTurn ON errand (lane) WHERE due IS NOT NULL",
        "CREATE INDEX errandSending ON errand (lane) WHERE state = 'sending'",
        "CREATE INDEX errandPatient ON errand (patient, sequence) WHERE patient IS NOT NULL AND \(live)",
        "CREATE INDEX errandPassage ON errand (passage) WHERE passage IS NOT NULL",
        "CREATE INDEX errandParent ON errand (parent) WHERE parent IS NOT NULL",
        "CREATE INDEX errandSameness ON errand (sameness)",
        "CREATE INDEX errandContentUse ON errand (content)",
        "CREATE INDEX errandErasable ON errand (state, endedAt) WHERE contentErasedAt IS NULL AND endedAt IS NOT NULL",
        "CREATE TABLE errandContent (id TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT",
        """
        CREATE TABLE errandEvent (
            number INTEGER PRIMARY KEY,
            errand INTEGER NOT NULL REFERENCES errand,
            instant INTEGER NOT NULL,
            kind TEXT NOT NULL,
            fromState TEXT NOT NULL,
            toState TEXT NOT NULL,
            code TEXT,
            detail TEXT,
            actor TEXT
        ) STRICT
        """,
        "CREATE INDEX errandEventErrand ON errandEvent (errand)",
    ]

    private static let consent = """
        CREATE TABLE consent (
            patient BLOB PRIMARY KEY,
            opposesFeeding INTEGER,
            allowsConsultation INTEGER,
            announcedAt INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """

    private static let active = "storeLeg IN ('queued', 'sending', 'inDoubt')"

    private static let passages = [
        """
        CREATE TABLE passage (
            sequence INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            receivedAt INTEGER NOT NULL,
            changedAt INTEGER NOT NULL,
            endedAt INTEGER,
            door TEXT NOT NULL,
            certificate TEXT,
            identity TEXT,
            documentID TEXT,
            parentID TEXT,
            typeCode TEXT,
            classCode TEXT,
            space TEXT,
            sha256 TEXT NOT NULL,
            size INTEGER NOT NULL,
            patient BLOB,
            storeLeg TEXT NOT NULL,
            senderLeg TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            firstAttemptAt INTEGER,
            everClaimed INTEGER NOT NULL DEFAULT 0,
            due INTEGER,
            waitsFor TEXT,
            failureCode TEXT,
            failureClass TEXT,
            failureMessage TEXT,
            failureAdvice TEXT,
            entryUUID TEXT,
            submissionSetUUID TEXT,
            submissionSetID TEXT,
            bodyErasedAt INTEGER
        ) STRICT
        """,
        "CREATE UNIQUE INDEX passageHolder ON passage (documentID) WHERE documentID IS NOT NULL AND storeLeg NOT IN ('refused', 'rejected')",
        "CREATE INDEX passageDocument ON passage (documentID) WHERE documentID IS NOT NULL",
        "CREATE INDEX passageLeg ON passage (storeLeg, sequence)",
        "CREATE INDEX passageDue ON passage (due, sequence) WHERE due IS NOT NULL",
        "CREATE INDEX passageTurn ON passage (patient) WHERE due IS NOT NULL",
        "CREATE INDEX passageOrder ON passage (patient, sequence) WHERE \(active)",
        "CREATE INDEX passageSending ON passage (patient) WHERE storeLeg = 'sending'",
        "CREATE INDEX passageParent ON passage (parentID) WHERE parentID IS NOT NULL AND \(active)",
        "CREATE INDEX passageWaiting ON passage (waitsFor) WHERE waitsFor IS NOT NULL",
        "CREATE INDEX passageOwed ON passage (sequence) WHERE senderLeg = 'owed'",
        "CREATE INDEX passageErasable ON passage (storeLeg, endedAt) WHERE bodyErasedAt IS NULL AND endedAt IS NOT NULL",
        // The body stands last: what comes before it is read without walking through its pages.
        "CREATE TABLE content (sequence INTEGER PRIMARY KEY REFERENCES passage, metadata BLOB, report BLOB, body BLOB) STRICT",
        """
        CREATE TABLE event (
            number INTEGER PRIMARY KEY,
            sequence INTEGER NOT NULL REFERENCES passage,
            instant INTEGER NOT NULL,
            kind TEXT NOT NULL,
            fromLeg TEXT NOT NULL,
            toLeg TEXT NOT NULL,
            code TEXT,
            detail TEXT,
            actor TEXT
        ) STRICT
        """,
        "CREATE INDEX eventPassage ON event (sequence)",
        "CREATE TABLE tally (name TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID",
        "CREATE TABLE property (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
    ]
}
