// What an expression may refer to: prefixes, variables, functions.

/// The number of a variable of the host; `DynamicContext` takes its value under it.
public struct VariableNumber: Sendable, Hashable {
    /// Numbers are dense, from zero, among all static contexts that were copied from one.
    public let index: Int
}

/// The static context (XPath 2.0, section 2.1.1).
///
/// A value: copies may go on differently, as the scopes of a rule do. Copies share the numbers of names and variables, so expressions that run over the
/// same documents are best compiled in copies of one context. The default collation is the codepoint collation, the only one there is.
public struct StaticContext: Sendable {
    /// Namespace names by prefix; `xml` need not be declared.
    public var namespaces: [String: String]
    /// The namespace of unprefixed names of elements and types; empty for none.
    public var defaultElementNamespace: String
    /// The namespace of unprefixed functions.
    public var defaultFunctionNamespace: String
    /// The base URI, against which relative URIs are resolved.
    public var baseURI: String?
    private(set) var variables: [ExpandedName: VariableNumber] = [:]
    private var hostFunctions: [FunctionKey: FunctionEntry] = [:]
    let pool: NamePool

    /// The namespace of the function library.
    public static let functionNamespace = "http://www.w3.org/2005/xpath-functions"

    /// A context without variables; the prefixes `xs` and `fn` are declared unless others are given.
    public init(
        namespaces: [String: String] = ["xs": AtomicType.namespaceURI, "fn": StaticContext.functionNamespace], defaultElementNamespace: String = "",
        defaultFunctionNamespace: String = StaticContext.functionNamespace, baseURI: String? = nil
    ) {
        self.namespaces = namespaces
        self.defaultElementNamespace = defaultElementNamespace
        self.defaultFunctionNamespace = defaultFunctionNamespace
        self.baseURI = baseURI
        pool = NamePool()
    }

    /// Brings a variable into scope and answers its number; an older one of the same name is hidden.
    @discardableResult
    public mutating func declare(variable name: ExpandedName) -> VariableNumber {
        let number = pool.newVariable()
        variables[name] = number
        return number
    }

    /// The number of the variable that a name means here.
    public func number(ofVariable name: ExpandedName) -> VariableNumber? { variables[name] }

    /// Adds a function of the host; one of the same name and number of arguments is replaced, a standard one hidden.
    public mutating func declare(function: HostFunction) {
        let entry = FunctionEntry(
            name: function.name, parameters: function.parameters, returns: function.returns,
            action: .host(function.body))
        hostFunctions[FunctionKey(name: function.name, arity: function.parameters.count)] = entry
    }

    func function(_ name: ExpandedName, arity: Int) -> FunctionEntry? {
        hostFunctions[FunctionKey(name: name, arity: arity)] ?? FunctionLibrary.function(name, arity: arity)
    }
}

struct FunctionKey: Hashable {
    let name: ExpandedName
    let arity: Int
}

/// A function that the host adds to the library, as XSLT adds `current()`.
public struct HostFunction: Sendable {
    /// The body: the context of the call, the focus in it, and the arguments, already of the types of the parameters.
    public typealias Body = @Sendable (DynamicContext, XPathItem?, [XPathSequence]) throws(XPathError) -> XPathSequence

    let name: ExpandedName
    let parameters: [SequenceType]
    let returns: SequenceType
    let body: Body

    /// A function; its arguments are converted to the parameters' types before it is called.
    public init(_ name: ExpandedName, parameters: [SequenceType], returns: SequenceType = .anything, body: @escaping Body) {
        self.name = name
        self.parameters = parameters
        self.returns = returns
        self.body = body
    }
}
