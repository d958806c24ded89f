// Every key of the configuration: its name, its meaning, how it is read and shown.

/// One key of the configuration.
public struct ConfigurationKey: Sendable {
    /// The name, for instance `listen.port`.
    public let name: String
    /// The meaning, in one line.
    public let meaning: String
    /// Whether the value is hidden when the configuration is printed.
    public let isSecret: Bool
    /// Whether the value is a list.
    var isList = false
    let read: @Sendable (inout GatewayConfiguration, String) throws(InvalidValue) -> Void
    let show: @Sendable (GatewayConfiguration) -> String

    /// The environment variable that overrides the key, for instance `PASSERELLE_LISTEN_PORT`.
    public var environmentVariable: String {
        var result = "PASSERELLE_"
        var previousWasSmall = false
        for character in name {
            if character == "." {
                result += "_"
            } else if character.isUppercase, previousWasSmall {
                result += "_\(character)"
            } else {
                result += character.uppercased()
            }
            previousWasSmall = character.isLowercase
        }
        return result
    }

    /// The value in a configuration, as it would be written; a secret that is set is hidden.
    public func value(in configuration: GatewayConfiguration) -> String {
        let value = show(configuration)
        return isSecret && !value.isEmpty ? "(hidden)" : value
    }

    /// A configuration as its file would be written, line by line, sections within sections.
    public static func lines(of configuration: GatewayConfiguration) -> [String] {
        var lines: [String] = []
        var open: [Substring] = []
        for key in all {
            let parts = key.name.split(separator: ".")
            let sections = Array(parts.dropLast())
            let common = zip(open, sections).prefix { $0 == $1 }.count
            for depth in common..<sections.count { lines.append(String(repeating: "  ", count: depth) + "\(sections[depth]):") }
            open = sections
            let value = key.value(in: configuration)
            lines.append(String(repeating: "  ", count: sections.count) + "\(parts[sections.count]): \(value.isEmpty ? "\"\"" : value)")
        }
        return lines
    }

    struct InvalidValue: Error {
        let expected: String
    }

    static func text(_ name: String, _ path: any WritableKeyPath<GatewayConfiguration, String> & Sendable, _ meaning: String) -> ConfigurationKey {
        ConfigurationKey(name: name, meaning: meaning, isSecret: false, read: { $0[keyPath: path] = $1 }, show: { $0[keyPath: path] })
    }

    /// A text that is never printed.
    static func secret(_ name: String, _ path: any WritableKeyPath<GatewayConfiguration, String> & Sendable, _ meaning: String) -> ConfigurationKey {
        ConfigurationKey(name: name, meaning: meaning, isSecret: true, read: { $0[keyPath: path] = $1 }, show: { $0[keyPath: path] })
    }

    static func list(_ name: String, _ path: any WritableKeyPath<GatewayConfiguration, [String]> & Sendable, _ meaning: String) -> ConfigurationKey {
        ConfigurationKey(
            name: name, meaning: meaning, isSecret: false, isList: true,
            read: { $0[keyPath: path] = $1.split(separator: ",").map { String($0.trimmingPrefix(" ")) }.filter { !$0.isEmpty } },
            show: { $0[keyPath: path].joined(separator: ",") })
    }

    static func number(
        _ name: String, _ path: any WritableKeyPath<GatewayConfiguration, Int> & Sendable, in range: ClosedRange<Int>, _ meaning: String
    ) -> ConfigurationKey {
        ConfigurationKey(
            name: name, meaning: meaning, isSecret: false,
            read: { (configuration, written) throws(InvalidValue) in
                guard let value = Int(written), range.contains(value) else {
                    throw InvalidValue(expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
                }
                configuration[keyPath: path] = value
            },
            show: { String($0[keyPath: path]) })
    }

    static func flag(_ name: String, _ path: any WritableKeyPath<GatewayConfiguration, Bool> & Sendable, _ meaning: String) -> ConfigurationKey {
        ConfigurationKey(
            name: name, meaning: meaning, isSecret: false,
            read: { (configuration, written) throws(InvalidValue) in
                switch written.lowercased() {
                case "true", "yes", "on": configuration[keyPath: path] = true
                case "false", "no", "off": configuration[keyPath: path] = false
                default: throw InvalidValue(expected: "true or false")
                }
            },
            show: { String($0[keyPath: path]) })
    }

    static func choice<Value: RawRepresentable<String> & CaseIterable & Sendable>(
        _ name: String, _ path: any WritableKeyPath<GatewayConfiguration, Value> & Sendable, _ meaning: String
    ) -> ConfigurationKey {
        ConfigurationKey(
            name: name, meaning: meaning, isSecret: false,
            read: { (configuration, written) throws(InvalidValue) in
                guard let value = Value(rawValue: written) else {
                    throw InvalidValue(expected: "one of " + Value.allCases.map(\.rawValue).joined(separator: ", "))
                }
                configuration[keyPath: path] = value
            },
            show: { $0[keyPath: path].rawValue })
    }
}

extension ConfigurationKey {
    /// Every key, in the order in which the configuration is printed.
    public static let all: [ConfigurationKey] = [
        .text("listen.host", \.listen.host, "address that the HTTPS door binds"),
        .number("listen.port", \.listen.port, in: 0...65535, "port of the HTTPS door; 0 takes a free one"),
        .text("listen.certificate", \.listen.certificate, "PEM file of the server's certificate chain"),
        .text("listen.key", \.listen.key, "PEM file of the server's private key"),
        .text("mllp.host", \.mllp.host, "address that the doors for HL7 v2 over MLLP bind"),
        .number("mllp.port", \.mllp.port, in: -1...65535, "port of the plain MLLP door; 0 takes a free one, -1 keeps it closed"),
        .number("mllp.tlsPort", \.mllp.tlsPort, in: -1...65535, "port of the MLLP door over TLS; 0 takes a free one, -1 keeps it closed"),
        .choice(
            "mllp.plainPolicy", \.mllp.plainPolicy, "what the author check does at the plain door, where nobody shows a certificate: require, report or off"),
        .list("mllp.processingIDs", \.mllp.processingIDs, "processing ids that are taken (MSH-11): P, T, D"),
        .choice("mllp.mailboxes", \.mllp.mailboxes, "what becomes of a message that asks for a mail: refuse it, ignore the wish, or carry the mail"),
        .choice(
            "mllp.mailTable", \.mllp.mailTable, "what becomes of flags that the profile's table for mails does not have: off, warn or refuse"),
        .number("mllp.idleSeconds", \.mllp.idleSeconds, in: 1...86400, "how long an MLLP connection may be silent between messages, in seconds"),
        .list("folders.paths", \.folders.paths, "folders that documents are dropped into, several in a list or after commas"),
        .text("folders.certificate", \.folders.certificate, "PEM file of the certificate in whose name the files of these folders are submitted"),
        .choice("folders.policy", \.folders.policy, "what a failed check of that certificate does: require, report or off"),
        .text("mail.relayURL", \.mail.relayURL, "mail relay: smtps://host:port, or smtp://host:port for STARTTLS; empty sends no mail"),
        .flag("mail.allowsPlain", \.mail.allowsPlain, "whether a relay at smtp:// may be talked to in plain, for one on the same machine"),
        .text("mail.from", \.mail.from, "mailbox of the gateway, which writes and gets notices"),
        .text("mail.authorities", \.mail.authorities, "PEM file of the authorities that issue the relay's certificate"),
        .text("mail.certificate", \.mail.certificate, "PEM file of the client certificate chain that the relay is shown; empty shows none"),
        .text("mail.key", \.mail.key, "PEM file of its key"),
        .text("mail.user", \.mail.user, "account at the relay; empty uses none"),
        .text("mail.passwordFile", \.mail.passwordFile, "file of its password"),
        .flag("mail.reports", \.mail.reports, "whether reports of delivery (DSN) are asked for where a message wants one"),
        .number("mail.timeoutSeconds", \.mail.timeoutSeconds, in: 1...3600, "how long one exchange with the relay may take, in seconds"),
        .number("mail.parallel", \.mail.parallel, in: 1...64, "mails on their way at once"),
        .number("mail.retryHours", \.mail.retryHours, in: 0...8760, "how long a mail is retried before it is parked, in hours"),
        .number("mail.pauseSeconds", \.mail.pauseSeconds, in: 1...86400, "longest pause between two attempts to send a mail, in seconds"),
        .text("mailbox.maildir", \.mailbox.maildir, "Maildir that mails come to; empty reads none"),
        .text("mailbox.certificate", \.mailbox.certificate, "PEM file of the certificate in whose name documents of mails are submitted"),
        .choice("mailbox.policy", \.mailbox.policy, "what a failed check of that certificate does: require, report or off"),
        .list(
            "notices.partners", \.notices.partners,
            "who is sent business acknowledgements (ZAM) over MLLP, as APPLICATION/FACILITY=host:port by the message's sender; * for all others"),
        .text("notices.authorities", \.notices.authorities, "PEM file of the authorities that issue the partners' certificates; empty sends in plain"),
        .text("notices.certificate", \.notices.certificate, "PEM file of the client certificate chain that partners are shown; empty shows none"),
        .text("notices.key", \.notices.key, "PEM file of its key"),
        .number("notices.answerSeconds", \.notices.answerSeconds, in: 1...600, "how long a partner's answer may take, in seconds"),
        .number("notices.retryHours", \.notices.retryHours, in: 1...720, "how long an acknowledgement is retried before it is parked, in hours"),
        .number("notices.pauseSeconds", \.notices.pauseSeconds, in: 1...86400, "longest pause between two attempts, in seconds"),
        .number("limits.bodyBytes", \.limits.bodyBytes, in: 1024...(1 << 30), "largest body, in bytes"),
        .number("limits.headerBytes", \.limits.headerBytes, in: 1024...(1 << 20), "largest request head, in bytes"),
        .number("limits.requestSeconds", \.limits.requestSeconds, in: 1...3600, "how long a request may take to arrive, in seconds"),
        .number("limits.idleSeconds", \.limits.idleSeconds, in: 1...3600, "how long a connection may be silent, in seconds"),
        .number("limits.connections", \.limits.connections, in: 1...65535, "connections open at once"),
        .number("limits.inFlightBytes", \.limits.inFlightBytes, in: 1024...(1 << 36), "bytes of bodies in work at once; more is answered 429"),
        .text("author.authorities", \.author.authorities, "PEM file of the authorities whose client certificates are trusted"),
        .choice("author.policy", \.author.policy, "what a failed author check does: require refuses, report only tells, off skips"),
        .flag("author.acceptsTestProducts", \.author.acceptsTestProducts, "whether test certificates are accepted"),
        .choice(
            "author.revocation", \.author.revocation,
            "what is asked of revocation lists: required refuses where one is missing, whenPresent tells, off skips"),
        .text("author.revocationLists", \.author.revocationLists, "PEM or DER files of revocation lists, and folders of such, separated by commas"),
        .number("author.reloadSeconds", \.author.reloadSeconds, in: 1...86400, "how often those files are looked at for changes, in seconds"),
        .choice(
            "author.responders", \.author.responders,
            "what is asked of OCSP responders: hard refuses where none answers, soft tells, off asks none"),
        .number("author.responderSeconds", \.author.responderSeconds, in: 1...60, "how long a responder may take, in seconds"),
        .flag("author.acceptsSHA1Signatures", \.author.acceptsSHA1Signatures, "compatibility: whether signatures by SHA-1 on certificates are accepted"),
        .choice(
            "assertion.policy", \.assertion.policy,
            "what is asked of assertions (VIHF): required refuses where none comes, whenPresent judges one that comes, off reads none"),
        .flag("assertion.acceptsSHA1Signatures", \.assertion.acceptsSHA1Signatures, "compatibility: whether assertions signed by SHA-1 are accepted"),
        .list("assertion.audiences", \.assertion.audiences, "names of this gateway as an audience; empty compares no audience"),
        .choice("token.policy", \.token.policy, "what is asked of tokens (Pro Santé Connect): required, whenPresent or off"),
        .text("token.issuer", \.token.issuer, "issuer of tokens; empty reads none"),
        .text("token.keySet", \.token.keySet, "https address, or file, of the issuer's keys (JWKS)"),
        .text("token.authorities", \.token.authorities, "PEM file of the authorities that the server of the keys is trusted by"),
        .list("token.audiences", \.token.audiences, "names of this gateway as an audience of tokens"),
        .list("token.algorithms", \.token.algorithms, "algorithms that the issuer signs with"),
        .list("token.authorizedParties", \.token.authorizedParties, "clients that tokens may have been given to; empty takes any"),
        .text("token.leastAssurance", \.token.leastAssurance, "least level of assurance: eidas1, eidas2 or eidas3; empty takes any"),
        .choice("token.binding", \.token.binding, "whether tokens must be bound to the client certificate: whenPresent or required"),
        .text("directory.file", \.directory.file, "file of the directory of professionals, as `passerelle directory import` writes it"),
        .choice("directory.policy", \.directory.policy, "what follows when the directory disagrees: require refuses, report only tells, off asks nothing"),
        .choice("rights.policy", \.rights.policy, "what follows when the matrices of rights refuse: require refuses, report only tells, off asks nothing"),
        .flag("validation.strict", \.validation.strict, "whether wrong check digits of production identifiers refuse"),
        .flag("validation.refusesIDExtension", \.validation.refusesIDExtension, "whether a document id with an extension refuses (the DMP takes none)"),
        .choice("validation.undecided", \.validation.undecided, "what becomes of a document when some rule could not be judged: refuse or accept"),
        .text("packs.folder", \.packs.folder, "folder of the rule packs; empty takes the user's, as `passerelle pack` does"),
        .list("packs.use", \.packs.use, "rule packs that judge besides the core pack: NAME or NAME@VERSION, several in a list or after commas"),
        .text("journal.folder", \.journal.folder, "folder of the journal"),
        .text("journal.keyFile", \.journal.keyFile, "file of the 32-byte key that seals bodies; empty keeps one in the folder"),
        .number("journal.retentionHours", \.journal.retentionHours, in: 0...87600, "how long forwarded bodies are kept, in hours"),
        .text("store.repositoryURL", \.store.repositoryURL, "address of the repository (ITI-41, ITI-43)"),
        .text("store.registryURL", \.store.registryURL, "address of the registry (ITI-18); empty takes the repository's"),
        .text("store.repositoryID", \.store.repositoryID, "OID of the repository"),
        .text("store.authorities", \.store.authorities, "PEM file of the authorities that issue the store's certificate"),
        .text("store.certificate", \.store.certificate, "PEM file of the gateway's client certificate chain"),
        .text("store.key", \.store.key, "PEM file of the gateway's client key"),
        .choice(
            "store.assertion.policy", \.store.assertion.policy,
            "what becomes of a document that no assertion (VIHF) for the store can be written for: required refuses it, whenPossible sends it without, off writes none"
        ),
        .list(
            "store.assertion.certificates", \.store.assertion.certificates, "PEM files of the signature certificates, one for each structure; empty writes none"
        ),
        .list("store.assertion.keys", \.store.assertion.keys, "PEM files of their keys, in the same order"),
        .text("store.assertion.token.module", \.store.assertion.tokenModule, "PKCS#11 module of the token that holds the key instead"),
        .text("store.assertion.token.uri", \.store.assertion.tokenURI, "PKCS#11 URI of the key, without the PIN"),
        .secret("store.assertion.token.pin", \.store.assertion.tokenPIN, "PIN of the token"),
        .choice("store.assertion.version", \.store.assertion.version, "version of the profile: 3.0 or 4.0"),
        .number("store.assertion.lifetimeSeconds", \.store.assertion.lifetimeSeconds, in: 30...3600, "how long an assertion is good, in seconds"),
        .text(
            "store.assertion.sector", \.store.assertion.sector, "sector of activity (TRE_R02) where the document's kind of facility is none, for instance SA01"),
        .text("store.assertion.software.name", \.store.assertion.softwareName, "name of the software (LPS_Nom)"),
        .text("store.assertion.software.version", \.store.assertion.softwareVersion, "version of the software (LPS_Version)"),
        .text("store.assertion.software.instance", \.store.assertion.softwareInstance, "instance of the software (LPS_ID); empty leaves it out"),
        .text("store.assertion.software.homologation", \.store.assertion.homologation, "number of the homologation (LPS_ID_HOMOLOGATION_DMP)"),
        .number("store.connectSeconds", \.store.connectSeconds, in: 1...600, "how long connecting may take, in seconds"),
        .number("store.timeoutSeconds", \.store.timeoutSeconds, in: 1...3600, "how long one exchange may take, in seconds"),
        .number("store.parallel", \.store.parallel, in: 1...256, "documents on their way at once"),
        .number("store.retryHours", \.store.retryHours, in: 0...8760, "how long a document is retried before it is parked, in hours"),
        .number("store.pauseSeconds", \.store.pauseSeconds, in: 1...86400, "longest pause between two attempts to forward a document, in seconds"),
        .text("identity.sourceID", \.identity.sourceID, "OID of this system in registry metadata"),
        .text("identity.contentType", \.identity.contentType, "activity of the submissions (JDV_J59)"),
        .text("log.level", \.log.level, "least level that is logged"),
    ]

    static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
