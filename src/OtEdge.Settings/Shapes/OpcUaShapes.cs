using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Settings.Binding;

namespace OtEdge.Settings.Shapes;

/// <summary>What OPC UA adds to conduits and policies.</summary>
internal static partial class OpcUaShapes
{
    private const string NodeForm = @"^(nsu=[^;]+;)?([sgb]=.+|i=[0-9]{1,10})$";

    private static readonly string[] NodeClasses = ["browse", "read", "subscribe", "history", "write"];

    /// <summary>One node.</summary>
    public static ScalarShape<string> Node { get; } = new(
        "a node such as nsu=http://acme.com/filler/;s=Line1.Speed or i=2258",
        (string text, out string value) => NodeComplaint(value = text),
        () => new JsonObject { ["type"] = "string", ["pattern"] = NodeForm });

    /// <summary>One node, all nodes, or those whose s= identifier starts alike.</summary>
    public static ScalarShape<string> Nodes { get; } = new(
        "a node, `*`, or a node whose s= identifier ends in `*`",
        (string text, out string value) =>
        {
            value = text;
            if (text == "*")
            {
                return null;
            }

            if (NamespaceRegex().IsMatch(text))
            {
                return null;
            }

            bool isPrefix = text.EndsWith('*');
            return isPrefix && !text.Contains(";s=", StringComparison.Ordinal)
                ? "; `*` stands alone or at the end of an s= identifier"
                : NodeComplaint(text, stars: isPrefix ? 1 : 0);
        },
        () => new JsonObject { ["type"] = "string", ["pattern"] = @"^(\*|nsu=[^;]+;\*|(nsu=[^;]+;)?([sgb]=.+|i=[0-9]{1,10}))$" });

    /// <summary>A set of attributes: one, or all.</summary>
    public static ScalarShape<ulong> Attribute { get; } = new(
        "`all` or an attribute such as `Value`",
        (string text, out ulong value) =>
        {
            value = text == "all" ? NodeAttributes.All : NodeAttributes.Of(1 + NodeAttributes.Names.ToList().IndexOf(text));
            return value != 0 ? null : NearestName.Hint(text, [.. NodeAttributes.Names]);
        },
        () => AttributeSchema("all"));

    /// <summary>One attribute.</summary>
    public static ScalarShape<string> AttributeName { get; } = new(
        "an attribute such as `Value`",
        (string text, out string value) => NodeAttributes.Names.Contains(value = text) ? null : NearestName.Hint(text, [.. NodeAttributes.Names]),
        () => AttributeSchema());

    public static ScalarShape<BatchAnswer> Batch { get; } = Scalars.Choice(("item", BatchAnswer.Item), ("whole", BatchAnswer.Whole));

    /// <summary>Types that limits can ask for.</summary>
    public static ScalarShape<NodeValueType> LimitType { get; } = Scalars.Choice(
        [.. NodeValueWords.Types.Where(type => type.Type != NodeValueType.String)]);

    public static ScalarShape<OperationClasses> Class { get; } = Scalars.Choice(
        ("session", OperationClasses.Session),
        ("browse", OperationClasses.Browse),
        ("read", OperationClasses.Read),
        ("subscribe", OperationClasses.Subscribe),
        ("history", OperationClasses.History),
        ("write", OperationClasses.Write),
        ("call", OperationClasses.Call),
        ("admin", OperationClasses.Admin));

    public static ScalarShape<string> SecurityPolicy { get; } = Scalars.Choice(
        [.. new[] { "None", "Basic256Sha256", "Aes128_Sha256_RsaOaep", "Aes256_Sha256_RsaPss" }
            .Select(name => (name, name))]);

    public static ScalarShape<MessageSecurity> SecurityMode { get; } = Scalars.Choice(
        ("None", MessageSecurity.None), ("Sign", MessageSecurity.Sign), ("SignAndEncrypt", MessageSecurity.SignAndEncrypt));

    public static MapShape Security { get; } = new(
        "what clients may use, such as { policies: [Basic256Sha256], modes: [SignAndEncrypt] }",
        new Key("policies", new ListShape(SecurityPolicy), "Security policies that clients may use."),
        new Key("modes", new ListShape(SecurityMode), "Message security modes that clients may use."),
        new Key("certificates", Scalars.Choice(("trusted", true), ("any", false)), "trusted: only certificates of the trust list; any: unknown ones pass with a finding.") { Default = "trusted" });

    public static MapShape DeviceSecurity { get; } = new(
        "what OtEdge uses towards the device, such as { policy: Basic256Sha256, mode: SignAndEncrypt }",
        new Key("policy", SecurityPolicy, "Security policy towards the device; absent: the best that both sides know."),
        new Key("mode", SecurityMode, "Message security mode towards the device; absent: the best that both sides know."),
        new Key("user", DeviceUserShapes.User, "passthrough: as the client says it; otherwise every user is this one to the device, and clients say no user names.") { Default = "passthrough" },
        new Key("users", DeviceUserShapes.Users, "Whom users who show a certificate are to the device: their own signature cannot pass."));

    public static MapShape ReverseConnect { get; } = new(
        "who connects the other way round, such as { listen: 0.0.0.0:4841, servers: [\"urn:acme:filler\"] }",
        new Key("listen", NetworkScalars.Listen, "Where devices call in; absent: the device is dialled."),
        new Key("servers", new ListShape(NetworkScalars.ApplicationUri), "Application URIs of the devices that may call in."),
        new Key("devices", new ListShape(Scalars.Text), "Assets, addresses or networks that may call in; absent: the address of `device`."),
        new Key("waiting", Scalars.Integer(1, 64), "Most calls of devices that wait for a client.") { Default = 4 },
        new Key("clients", new ListShape(NetworkScalars.OpcTcp), "Where clients listen that OtEdge calls."),
        new Key("server-uri", NetworkScalars.ApplicationUri, "Application URI of the device, as clients are told it; absent: the only one of `servers`."),
        new Key("retry", Scalars.Duration, "Wait after a call that failed, longer each time.") { Default = "5s" });

    public static MapShape Policy { get; } = new(
        "a policy",
        [
            .. PolicyKeys.Head(),
            new Key("allow-span", Scalars.Boolean, "True: several rules may cover one operation together.") { Default = false },
            new Key("strict", Scalars.Boolean, "True: reading the server's status and browsing namespace 0 need a rule, too.") { Default = false },
            new Key("batch", Batch, "item: only forbidden items are refused; whole: the request is. Absent: whole for writes and calls."),
            new Key("rules", new ListShape(Rule(), itemsMin: 0), "What is allowed; everything else is refused.") { IsRequired = true },
            new Key("pinned", new ListShape(Pin(), itemsMin: 0), "What is refused in every mode but bypass."),
            new Key("tests", new ListShape(Test(), itemsMin: 0), "Operations and what the rules must say of them."),
        ]);

    private static MapShape Rule() => new(
        "a rule: a mapping with `id` and `allow`",
        [
            .. PolicyKeys.RuleHead(),
            new Key("users", new ListShape(Scalars.Text), "anonymous, user names, certificate thumbprints; absent: any user."),
            new Key("allow", new ListShape(Class), "Classes of services.") { IsRequired = true },
            .. Targets(),
            new Key("values", new ListShape(Value()), "What written values must keep to."),
            .. PolicyKeys.RuleTail(),
        ]);

    private static MapShape Pin() => new(
        "a pinned refusal: a mapping with `id` and `refuse`",
        [
            .. PolicyKeys.RuleHead(),
            new Key("users", new ListShape(Scalars.Text), "anonymous, user names, certificate thumbprints; absent: any user."),
            new Key("refuse", new ListShape(Class), "Classes of services.") { IsRequired = true },
            .. Targets(),
            new Key("refuse-with", PolicyKeys.RefusalForm, "What the refused request gets; absent: as the conduit says."),
        ]);

    private static IEnumerable<Key> Targets() =>
    [
        new Key("nodes", new ListShape(Nodes), "Nodes, the namespace by its URI; absent: every node."),
        new Key("attributes", new ListShape(Attribute), "Attributes; default: all for read, Value for write."),
        new Key("methods", new ListShape(Method()), "Methods that may be called; absent: every method."),
    ];

    private static MapShape Method() => new(
        "a method such as { object: \"nsu=...;s=Line1\", method: \"nsu=...;s=Line1.Start\" }",
        new Key("object", Node, "The object that it is called on.") { IsRequired = true },
        new Key("method", Node, "The method.") { IsRequired = true });

    private static MapShape Value() => new(
        "limits such as { min: 0, max: 85, max-step: 5 }",
        new Key("min", Scalars.Number(), "Smallest value."),
        new Key("max", Scalars.Number(), "Largest value."),
        new Key("max-step", Scalars.Number(above: 0), "Largest change from the last known value."),
        new Key("eu-range", Scalars.Boolean, "true: within the EURange of the node, as the device tells it; while that is not known the write is refused."),
        new Key("type", LimitType, "The type that the value must have; absent: any number."));

    private static MapShape Test() => new(
        "a test such as { client: mes, read: { node: \"nsu=...;s=Line1.Speed\" }, expect: allowed }",
        [
            new Key("client", Scalars.Text, "Asset or address that the operation comes from; absent: a client that no asset declares."),
            new Key("application-uri", NetworkScalars.ApplicationUri, "Application URI that the client tells; absent: the asset's."),
            new Key("user", Scalars.Text, "anonymous, a user name or a certificate thumbprint.") { Default = "anonymous" },
            .. NodeClasses.Select(name => new Key(name, Target(), $"A {name} of this node.")),
            new Key("call", Method(), "A call of this method."),
            new Key("expect", OperationShapes.Expect, "What the rules must say.") { IsRequired = true },
        ])
    { OneOf = [.. NodeClasses, "call"] };

    private static MapShape Target() => new(
        "a node such as { node: \"nsu=...;s=Line1.Speed\" }",
        [
            new Key("node", Node, "The node.") { IsRequired = true },
            new Key("attribute", AttributeName, "The attribute.") { Default = "Value" },
            new Key("index-range", Scalars.Text, "The part of the value that is written."),
            new Key("eu-range", new ListShape(Scalars.Number()), "The node's EURange, such as [0, 100]; absent: not known."),
            new Key("value", Scalars.Text, "The value written: a number is a float64, true and false are a boolean, all else is a string."),
            new Key("values", new ListShape(Scalars.Text), "The array written, its type as of `value`."),
            .. NodeValueWords.Types.Select(type => new Key(
                type.Word, new ListShape(Scalars.Text, orSingle: true), $"The value written as {type.Word}; a list: an array.")),
        ]);

    private static JsonObject AttributeSchema(params string[] more) =>
        new() { ["enum"] = new JsonArray([.. more.Concat(NodeAttributes.Names).Select(name => JsonValue.Create(name))]) };

    private static string? NodeComplaint(string text, int stars = 0)
    {
        if (text.StartsWith("ns=", StringComparison.Ordinal))
        {
            return "; a namespace index can move when the device restarts, name the namespace by its URI: nsu=...";
        }

        return text.Length > 4096 || !NodeRegex().IsMatch(text) || text.Count(character => character == '*') > stars
            || !(stars > 0 ? NodePattern.TryParse(text, out _) : NodeIdentity.TryParse(text, out _))
            ? ""
            : null;
    }

    [GeneratedRegex(@"^nsu=[^;]+;\*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamespaceRegex();

    [GeneratedRegex(NodeForm + @"\z", RegexOptions.CultureInvariant)]
    private static partial Regex NodeRegex();
}
