// A run as SARIF 2.1.0, for code hosting and editors.

import ClinicalTypes
import CredentialChecks

/// Writes a run as a log of the Static Analysis Results Interchange Format (OASIS, version 2.1.0).
struct SARIFReport {
    /// The version of the way in which fingerprints are made.
    static let fingerprintName = "passerelleFinding/v1"

    let text: String

    init(_ run: ReportRun) {
        let words = ReportWords(language: run.language)
        var rules: [String] = []
        var samples: [Finding] = []
        for finding in run.documents.flatMap(\.report.findings) where !rules.contains(finding.ruleKey) {
            rules.append(finding.ruleKey)
            samples.append(finding)
        }
        let numbers = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1, $0) })
        var results: [JSONValue] = []
        for (index, document) in run.documents.enumerated() {
            var seen: [String: Int] = [:]
            for (finding, view) in document.told {
                results.append(
                    Self.result(finding, view, rule: numbers[finding.ruleKey] ?? 0, Self.artifact(document, index), words, seen: &seen))
            }
        }
        let driver: JSONValue = [
            "name": .text(ReportRun.toolName), "version": .text(run.toolVersion), "semanticVersion": .text(run.toolVersion),
            "language": .text(run.language.rawValue), "rules": .list(samples.map { Self.rule($0, words) }),
        ]
        let log: JSONValue = [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": [
                [
                    "tool": ["driver": driver, "extensions": .list(run.packs.map(Self.component))],
                    "invocations": [Self.invocation(run, words)],
                    "language": .text(run.language.rawValue),
                    "columnKind": "unicodeCodePoints",
                    "artifacts": .list(run.documents.map(Self.artifactEntry)),
                    "results": .list(results),
                ]
            ],
        ]
        text = log.prettyText
    }

    // MARK: The tool

    /// A rule: our codes with their help in both languages; a rule of a pack with the pack's words.
    private static func rule(_ finding: Finding, _ words: ReportWords) -> JSONValue {
        let help = FindingHelp.of(finding.code)
        let short = finding.isOfPack ? finding.message[words.language] : help?.meaning[words.language] ?? finding.message[words.language]
        let other: Language = words.language == .french ? .english : .french
        let full = help.map { help in [words.language, other].map { help.meaning[$0] + "\n" + help.cure[$0] }.joined(separator: "\n\n") }
        return [
            "id": .text(finding.ruleKey), "name": .text(finding.code), "shortDescription": ["text": .text(short)],
            "help": ["text": .text(full ?? [finding.message[words.language], finding.message[other]].joined(separator: "\n\n"))],
            "defaultConfiguration": ["level": .text(level(of: finding))],
            "properties": .members(
                Language.allCases.map { language in
                    (language.rawValue, ["meaning": .text(help?.meaning[language] ?? finding.message[language]), "cure": JSONValue(help?.cure[language])])
                } + (finding.rule.map { [("ruleSet", .text(finding.ruleSet)), ("pack", .text($0.pack))] } ?? [])),
        ]
    }

    private static func component(_ pack: PackIdentity) -> JSONValue {
        ["name": .text(pack.name), "version": .text(pack.version), "properties": ["sha256": .text(pack.digest)]]
    }

    /// How the run went: a rule that could not be judged is told here, too.
    private static func invocation(_ run: ReportRun, _ words: ReportWords) -> JSONValue {
        let undecided = run.documents.flatMap(\.report.findings).filter(\.leavesUndecided)
        let told = Set(undecided.map(\.ruleKey)).sorted()
        let exit = run.exitCode
        return [
            "executionSuccessful": .truth(exit < 2), "exitCode": .number(exit), "endTimeUtc": JSONValue(run.moment),
            "toolConfigurationNotifications": told.isEmpty
                ? .absent
                : .list(
                    told.map {
                        [
                            "level": "error", "message": ["text": .text(words("La règle n'a pas pu être jugée.", "The rule could not be judged."))],
                            "associatedRule": ["id": .text($0)],
                        ]
                    }),
        ]
    }

    // MARK: The documents

    private static func artifactEntry(_ document: JudgedDocument) -> JSONValue {
        [
            "location": ["uri": .text(uri(document.file))], "length": .number(document.byteCount), "mimeType": "text/xml",
            "hashes": ["sha-256": .text(document.digest)],
        ]
    }

    private static func artifact(_ document: JudgedDocument, _ index: Int) -> JSONValue {
        ["uri": .text(uri(document.file)), "index": .number(index)]
    }

    /// A file's name as a URI reference.
    static func uri(_ file: String) -> String {
        if file == "-" { return "stdin" }
        var result = file.hasPrefix("/") ? "file://" : ""
        for byte in file.utf8 {
            let scalar = Unicode.Scalar(byte)
            if byte < 0x80, scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "/-._~".unicodeScalars.contains(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }

    // MARK: The findings

    private static func result(
        _ finding: Finding, _ view: SourceView, rule: Int, _ artifact: JSONValue, _ words: ReportWords, seen: inout [String: Int]
    ) -> JSONValue {
        let subject = [finding.ruleKey, finding.place?.xpath ?? finding.place.map { "\($0.line):\($0.column)" } ?? ""].joined(separator: "\n")
        seen[subject, default: 0] += 1
        let fingerprint = hexadecimal(Array(Digest.sha256(Array((subject + "\n\(seen[subject] ?? 1)").utf8)).prefix(16)))
        return [
            "ruleId": .text(finding.ruleKey), "ruleIndex": .number(rule), "kind": finding.leavesUndecided ? "open" : "fail",
            "level": .text(finding.leavesUndecided ? "none" : level(of: finding)),
            "message": ["text": .text(words.wholeMessage(of: finding))],
            "locations": [
                [
                    "physicalLocation": ["artifactLocation": artifact, "region": region(finding, view)],
                    "logicalLocations": finding.place?.xpath.map { [["fullyQualifiedName": .text($0), "kind": "element"]] } ?? .absent,
                ]
            ],
            "partialFingerprints": .members([(fingerprintName, .text(fingerprint))]),
            "fixes": fix(finding, view, artifact, words),
            "properties": ["stage": .text(finding.stage.rawValue), "code": .text(finding.code)],
        ]
    }

    private static func region(_ finding: Finding, _ view: SourceView) -> JSONValue {
        guard let place = finding.place else { return .absent }
        return [
            "startLine": .number(place.line), "startColumn": .number(place.column), "endLine": JSONValue(view.end?.line),
            "endColumn": JSONValue(view.end?.column), "byteOffset": JSONValue(place.byteRange?.lowerBound), "byteLength": JSONValue(place.byteRange?.count),
            "snippet": view.excerpt.map { ["text": .text($0.line)] } ?? .absent,
        ]
    }

    private static func fix(_ finding: Finding, _ view: SourceView, _ artifact: JSONValue, _ words: ReportWords) -> JSONValue {
        guard let edit = finding.edit else { return .absent }
        return [
            [
                "description": ["text": .text(edit.summary[words.language])],
                "artifactChanges": [
                    [
                        "artifactLocation": artifact,
                        "replacements": [
                            [
                                "deletedRegion": [
                                    "startLine": JSONValue(view.edited?.start.line), "startColumn": JSONValue(view.edited?.start.column),
                                    "endLine": JSONValue(view.edited?.end.line), "endColumn": JSONValue(view.edited?.end.column),
                                    "byteOffset": .number(edit.byteRange.lowerBound), "byteLength": .number(edit.byteRange.count),
                                ],
                                "insertedContent": ["text": .text(edit.replacement)],
                            ]
                        ],
                    ]
                ],
            ]
        ]
    }

    private static func level(of finding: Finding) -> String {
        switch finding.severity {
        case .fatal, .error: "error"
        case .warning: "warning"
        case .info: "note"
        }
    }
}
