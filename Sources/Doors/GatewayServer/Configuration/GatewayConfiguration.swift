// What a gateway is told before it starts: where it listens, whom it trusts, where it forwards.

public import AuthorTrust
public import CredentialChecks

/// The effective configuration of a gateway: defaults, overlaid by one YAML file, overlaid by environment variables.
///
/// Every key is listed in ``ConfigurationKey/all``, with its meaning, its unit and its default.
public struct GatewayConfiguration: Sendable, Equatable {
    /// The HTTPS door.
    public var listen = Listen()
    /// The doors for hospital systems that speak HL7 v2 over MLLP.
    public var mllp = MLLP()
    /// The systems that business acknowledgements are sent to.
    public var notices = Notices()
    /// The folders that documents are dropped into.
    public var folders = Folders()
    /// The relay that mails are handed to.
    public var mail = Mail()
    /// The mailbox that mails come to.
    public var mailbox = Mailbox()
    /// What one client, or all of them together, may use up.
    public var limits = Limits()
    /// The check of who sends.
    public var author = Author()
    /// The assertions (VIHF) of senders.
    public var assertion = Assertion()
    /// The tokens of an identity provider (Pro Santé Connect).
    public var token = Token()
    /// The directory of professionals.
    public var directory = Directory()
    /// The matrices of rights.
    public var rights = Rights()
    /// The check of what is sent.
    public var validation = Validation()
    /// The rule packs that judge besides the core pack.
    public var packs = Packs()
    /// The durable record of passages.
    public var journal = Journal()
    /// The record store that documents are forwarded to.
    public var store = Store()
    /// What this gateway calls itself in registry metadata.
    public var identity = Identity()
    /// The log.
    public var log = Log()

    /// The HTTPS door.
    public struct Listen: Sendable, Equatable {
        /// The address to bind.
        public var host = "127.0.0.1"
        /// The port to bind; 0 takes a free one.
        public var port = 8443
        /// The PEM file of the server's certificate chain, leaf first.
        public var certificate = ""
        /// The PEM file of the server's private key.
        public var key = ""
        /// A plain-HTTP port on loopback for conformance suites, which only the command line sets.
        public var plainLoopbackPort: Int?
        /// Whether there is a path that does no work, for measuring, which only the command line sets.
        public var hasIdleDoor = false
    }

    /// The doors for hospital systems that speak HL7 v2 over MLLP.
    public struct MLLP: Sendable, Equatable {
        /// The address to bind.
        public var host = "127.0.0.1"
        /// The port of the plain door; 0 takes a free one, -1 keeps it closed.
        public var port = -1
        /// The port of the door over TLS, with the certificate of `listen`; 0 takes a free one, -1 keeps it closed.
        public var tlsPort = -1
        /// What a failed check of the sender does at the plain door, where nobody shows a certificate.
        public var plainPolicy = AuthorCheckPolicy.require
        /// The processing ids that are taken (MSH-11).
        public var processingIDs = ["P"]
        /// What becomes of a message that asks for a mail.
        public var mailboxes = MailboxUse.refuse
        /// What becomes of flags that the profile's table for mails does not have.
        public var mailTable = MailTableUse.warn
        /// How long a connection may be silent between messages, in seconds: senders keep theirs open.
        public var idleSeconds = 300
    }

    /// The folders that documents are dropped into.
    public struct Folders: Sendable, Equatable {
        /// The folders; none leaves this door closed.
        public var paths: [String] = []
        /// The PEM file of the certificate chain, leaf first, in whose name files are submitted: whoever can write there speaks for it.
        public var certificate = ""
        /// What a failed check of that certificate does.
        public var policy = AuthorCheckPolicy.require
    }

    /// The relay that mails are handed to.
    public struct Mail: Sendable, Equatable {
        /// The address: `smtps://host:port` for TLS from the start, `smtp://host:port` for STARTTLS; empty sends no mail.
        public var relayURL = ""
        /// Whether a relay on this machine may be talked to in plain.
        public var allowsPlain = false
        /// The mailbox of the gateway, which writes and gets notices.
        public var from = ""
        /// The PEM file of the authorities that issue the relay's certificate.
        public var authorities = ""
        /// The PEM files of the client certificate chain that the relay is shown, and of its key; empty shows none.
        public var certificate = "", key = ""
        /// The account, and the file of its password; empty uses none.
        public var user = "", passwordFile = ""
        /// Whether reports of delivery are asked for where a message wants one (DSN).
        public var reports = true
        /// How long one exchange may take, in seconds.
        public var timeoutSeconds = 120
        /// How many mails are on their way at once.
        public var parallel = 4
        /// How long a mail is retried before it is parked, in hours.
        public var retryHours = 48
        /// The longest pause between two attempts, in seconds.
        public var pauseSeconds = 900
    }

    /// The mailbox that mails come to.
    public struct Mailbox: Sendable, Equatable {
        /// The Maildir; empty reads none.
        public var maildir = ""
        /// The PEM file of the certificate chain, leaf first, in whose name documents of mails are submitted.
        public var certificate = ""
        /// What a failed check of that certificate does.
        public var policy = AuthorCheckPolicy.require
    }

    /// What becomes of a wish for mail.
    public enum MailboxUse: String, Sendable, CaseIterable {
        /// The message is refused as a whole.
        case refuse
        /// The wish is left to somebody else.
        case ignore
        /// A mail is written and sent.
        case carry
    }

    /// What becomes of flags that the profile's table for mails does not have.
    public enum MailTableUse: String, Sendable, CaseIterable {
        /// Nobody looks.
        case off
        /// It is told, and the message is taken.
        case warn
        /// The message is refused.
        case refuse
    }

    /// The systems that business acknowledgements (ZAM) are sent to, over MLLP.
    public struct Notices: Sendable, Equatable {
        /// Who is told, each as `APPLICATION/FACILITY=host:port` by MSH-3 and MSH-4 of the message; `*=host:port` for all others.
        public var partners: [String] = []
        /// The PEM file of the authorities that issue the partners' certificates; empty sends in plain.
        public var authorities = ""
        /// The PEM file of the gateway's client certificate chain; empty shows none.
        public var certificate = ""
        /// The PEM file of its key.
        public var key = ""
        /// How long an answer may take, in seconds.
        public var answerSeconds = 30
        /// How long an acknowledgement is retried before it is parked, in hours.
        public var retryHours = 48
        /// The longest pause between two attempts, in seconds.
        public var pauseSeconds = 300
    }

    /// What one client, or all of them together, may use up.
    public struct Limits: Sendable, Equatable {
        /// The largest body, in bytes.
        public var bodyBytes = 20 << 20
        /// The largest head of a request, in bytes.
        public var headerBytes = 32 << 10
        /// How long a request may take to arrive, in seconds.
        public var requestSeconds = 30
        /// How long a connection may be silent, in seconds.
        public var idleSeconds = 15
        /// How many connections are open at once.
        public var connections = 1024
        /// How many bytes of bodies are in work at once, over all connections; more is answered 429.
        public var inFlightBytes = 256 << 20
    }

    /// The check of who sends.
    public struct Author: Sendable, Equatable {
        /// The PEM file of the authorities whose certificates are trusted.
        public var authorities = ""
        /// How much the check weighs.
        public var policy = AuthorCheckPolicy.require
        /// Whether certificates marked as test products (category 0x80 and above) are accepted.
        public var acceptsTestProducts = false
        /// How much is asked of revocation lists.
        public var revocation = RevocationListUse.off
        /// The PEM or DER files of revocation lists, and folders of such, separated by commas.
        public var revocationLists = ""
        /// How often the files are looked at for changes, in seconds.
        public var reloadSeconds = 30
        /// How much is asked of the responders that certificates name (OCSP).
        public var responders = ResponderUse.off
        /// How long a responder may take, in seconds.
        public var responderSeconds = 3
        /// Whether certificates and revocation lists signed by way of SHA-1 are accepted: a compatibility switch.
        public var acceptsSHA1Signatures = false
    }

    /// The assertions of senders.
    public struct Assertion: Sendable, Equatable {
        /// How much is asked of them.
        public var policy = CredentialUse.whenPresent
        /// Whether signatures by SHA-1 are accepted: a compatibility switch.
        public var acceptsSHA1Signatures = false
        /// The names under which this gateway is an audience; empty where an assertion's audience is not compared.
        public var audiences: [String] = []
    }

    /// The tokens of one identity provider.
    public struct Token: Sendable, Equatable {
        /// How much is asked of them.
        public var policy = CredentialUse.whenPresent
        /// The issuer; empty where no identity provider is known, and no token is looked at.
        public var issuer = ""
        /// Where its keys are published: an https address, or a file.
        public var keySet = ""
        /// The PEM file of the authorities that the key set's server is trusted by.
        public var authorities = ""
        /// The names under which this gateway is an audience.
        public var audiences: [String] = []
        /// The algorithms that the issuer signs with.
        public var algorithms = ["RS256"]
        /// The clients that tokens may have been given to; empty where any may.
        public var authorizedParties: [String] = []
        /// The least level of assurance: eidas1, eidas2 or eidas3; empty where the provider's own is enough.
        public var leastAssurance = ""
        /// Whether tokens must be bound to the client certificate.
        public var binding = TokenBinding.whenPresent
    }

    /// The directory of professionals, imported by `passerelle directory import`.
    public struct Directory: Sendable, Equatable {
        /// The directory file; empty where there is none, and none is asked.
        public var file = ""
        /// How much its disagreement weighs.
        public var policy = AuthorCheckPolicy.report
    }

    /// The matrices of rights.
    public struct Rights: Sendable, Equatable {
        /// How much their refusal weighs.
        public var policy = AuthorCheckPolicy.report
    }

    /// The check of what is sent.
    public struct Validation: Sendable, Equatable {
        /// Whether wrong check digits of production identifiers refuse a document.
        public var strict = false
        /// Whether an extension on a document's id refuses it; the shared record (DMP) takes none.
        public var refusesIDExtension = false
        /// What becomes of a document when some rule could not be judged.
        public var undecided = UndecidedPolicy.refuse
    }

    /// What becomes of a document when no error was found, but some rule could not be judged.
    public enum UndecidedPolicy: String, Sendable, CaseIterable {
        /// It is refused, and told why.
        case refuse
        /// It is accepted, and the findings are kept with it.
        case accept
    }

    /// The rule packs that judge besides the core pack.
    public struct Packs: Sendable, Equatable {
        /// The folder of the packs; empty takes that of the user who runs the gateway.
        public var folder = ""
        /// The packs to judge by, each as `NAME` or `NAME@VERSION`.
        public var use: [String] = []
    }

    /// The durable record of passages.
    public struct Journal: Sendable, Equatable {
        /// The folder of the journal.
        public var folder = "state/journal"
        /// The file of the 32-byte key that seals bodies at rest; empty keeps one in the folder, readable by the owner alone.
        public var keyFile = ""
        /// How long bodies are kept after they were forwarded, in hours.
        public var retentionHours = 24
    }

    /// The record store that documents are forwarded to.
    public struct Store: Sendable, Equatable {
        /// The address of the repository (ITI-41, ITI-43).
        public var repositoryURL = ""
        /// The address of the registry (ITI-18); empty takes the repository's.
        public var registryURL = ""
        /// The OID of the repository, as ITI-43 asks for it.
        public var repositoryID = "1.2.250.1.213.4.1.1"
        /// The PEM file of the authorities that issue the store's certificate.
        public var authorities = ""
        /// The PEM file of the gateway's own client certificate chain.
        public var certificate = ""
        /// The PEM file of the gateway's own private key.
        public var key = ""
        /// The assertions (VIHF) that say for whom the gateway acts.
        public var assertion = StoreAssertion()
        /// How long connecting may take, in seconds.
        public var connectSeconds = 10
        /// How long one exchange may take, in seconds.
        public var timeoutSeconds = 60
        /// How many documents are on their way at once.
        public var parallel = 8
        /// How long a document is retried before it is parked, in hours.
        public var retryHours = 48
        /// The longest pause between two attempts to forward a document, in seconds.
        public var pauseSeconds = 900
    }

    /// The assertions (VIHF) that the gateway writes for the record store, in indirect mode.
    public struct StoreAssertion: Sendable, Equatable {
        /// What becomes of a document that none can be written for.
        public var policy = StoreAssertionPolicy.required
        /// The PEM files of the certificates for signatures, one for each structure; empty where no assertions are written.
        public var certificates: [String] = []
        /// The PEM files of their keys, in the same order; empty where the key is in a token.
        public var keys: [String] = []
        /// The PKCS#11 module of the token that holds the key.
        public var tokenModule = ""
        /// The PKCS#11 URI of the key (RFC 7512), without the PIN.
        public var tokenURI = ""
        /// The PIN of the token.
        public var tokenPIN = ""
        /// The version of the profile.
        public var version = StoreAssertionVersion.current
        /// For how long an assertion is good, in seconds.
        public var lifetimeSeconds = 300
        /// The sector of activity (TRE_R02) where the document's kind of facility is none; empty for none.
        public var sector = ""
        /// The name of the software, `LPS_Nom`.
        public var softwareName = "Passerelle"
        /// The version of the software, `LPS_Version`.
        public var softwareVersion = GatewayVersion.text
        /// This instance of the software, `LPS_ID`; empty leaves it out.
        public var softwareInstance = ""
        /// The number of its homologation, `LPS_ID_HOMOLOGATION_DMP`.
        public var homologation = ""
    }

    /// What becomes of a document that no assertion can be written for.
    public enum StoreAssertionPolicy: String, Sendable, CaseIterable {
        /// It is refused, and told what is missing.
        case required
        /// It is forwarded without one, and that is told.
        case whenPossible
        /// None is written for any.
        case off
    }

    /// The versions of the profile.
    public enum StoreAssertionVersion: String, Sendable, CaseIterable {
        /// Of the record's messages of 2019.
        case former = "3.0"
        /// Of the specification for hospital platforms of 2024.
        case current = "4.0"
    }

    /// What this gateway calls itself in registry metadata.
    public struct Identity: Sendable, Equatable {
        /// The OID of this system (`XDSSubmissionSet.sourceId`).
        public var sourceID = "1.2.250.1.213.4.1.99"
        /// The activity under which documents are submitted (`contentTypeCode`, JDV_J59).
        public var contentType = "07"
    }

    /// The log.
    public struct Log: Sendable, Equatable {
        /// The least level that is written: trace, debug, info, notice, warning, error or critical.
        public var level = "info"
    }

    /// The defaults.
    public init() {}
}
