using System.Globalization;
using System.Net;
using System.Text.Json;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Policy.Json;

/// <summary>Reads what <see cref="PolicyJsonWriter"/> writes.</summary>
internal sealed class PolicyJsonReader
{
    private const OperationClasses EveryClass = OperationClasses.All;

    // Equal client lists of a policy become one list again, as they mostly were before it was written.
    private readonly Dictionary<string, IReadOnlyList<ClientSelector>> clientLists = [];

    /// <summary>Reads a whole policy.</summary>
    /// <exception cref="FormatException">Something is missing or has the wrong form; so may the exceptions of the JSON reader say.</exception>
    public PolicyDocument Read(JsonElement policy) => new()
    {
        Name = Text(policy, "name"),
        Protocol = EnumText.Parse<ConduitProtocol>(Text(policy, "protocol")),
        File = Text(policy, "file"),
        Text = Text(policy, "text"),
        Digest = Text(policy, "digest"),
        AllowSpan = policy.GetProperty("allow_span").GetBoolean(),
        Strict = policy.TryGetProperty("strict", out JsonElement strict) && strict.GetBoolean(),
        Batch = policy.TryGetProperty("batch", out JsonElement batch) ? EnumText.Parse<BatchAnswer>(batch.GetString() ?? "") : default,
        Rules = Items(policy, "rules", ReadRule),
        Pinned = Items(policy, "pinned", ReadPin),
        Tests = Items(policy, "tests", ReadTest),
    };

    private static T[] Items<T>(JsonElement owner, string name, Func<JsonElement, T> read) =>
        [.. owner.GetProperty(name).EnumerateArray().Select(read)];

    private static string Text(JsonElement owner, string name) =>
        TextOrNull(owner, name) ?? throw new FormatException($"expected a text as {name}, not null");

    private static string? TextOrNull(JsonElement owner, string name) => owner.GetProperty(name).GetString();

    private static int Number(JsonElement owner, string name) => owner.GetProperty(name).GetInt32();

    private static double? DoubleOrNull(JsonElement owner, string name) =>
        owner.GetProperty(name) is { ValueKind: not JsonValueKind.Null } number ? number.GetDouble() : null;

    private static AddressRange ReadRange(JsonElement range) => new(Number(range, "first"), Number(range, "last"));

    private static FunctionId ReadFunction(JsonElement function) =>
        new(function.GetProperty("code").GetByte(), Number(function, "sub"));

    private static SpaceRange ReadSpaceRange(JsonElement range) =>
        new(EnumText.Parse<RegisterSpace>(Text(range, "space")), ReadRange(range), Number(range, "file"));

    private static OperationClasses ReadClasses(JsonElement owner)
    {
        var classes = (OperationClasses)Number(owner, "classes");
        return (classes & ~EveryClass) == 0
            ? classes
            : throw new FormatException($"expected classes within {(int)EveryClass}, not {(int)classes}");
    }

    private static ValueLimit ReadLimit(JsonElement limit) => new(
        EnumText.Parse<RegisterSpace>(Text(limit, "space")),
        Number(limit, "address"),
        new ValueLayout(
            EnumText.Parse<ProcessValueType>(Text(limit, "type")),
            Enum.GetValues<WordOrder>().Single(order => order.ToString() == Text(limit, "order")),
            limit.GetProperty("scale").GetDouble(),
            limit.GetProperty("offset").GetDouble()),
        DoubleOrNull(limit, "min"),
        DoubleOrNull(limit, "max"))
    {
        MaxStep = DoubleOrNull(limit, "max_step"),
        Tag = TextOrNull(limit, "tag"),
    };

    private static PolicyTest ReadTest(JsonElement test) => new(
        new OperationExample
        {
            Client = TextOrNull(test, "client") is { } client ? IPAddress.Parse(client) : null,
            Unit = test.GetProperty("unit").GetByte(),
            Class = EnumText.Parse<OperationClass>(Text(test, "class")),
            Function = ReadFunction(test.GetProperty("function")),
            Space = EnumText.Parse<RegisterSpace>(Text(test, "space")),
            File = Number(test, "file"),
            Address = Number(test, "address"),
            Count = Number(test, "count"),
            Data = Convert.FromHexString(Text(test, "data")),
            Text = Text(test, "text"),
            Node = NodeJson.ReadExample(test),
        },
        test.GetProperty("expect_allowed").GetBoolean(),
        Number(test, "line"));

    private IReadOnlyList<ClientSelector> ReadClients(JsonElement owner)
    {
        string written = owner.GetProperty("clients").GetRawText();
        if (!clientLists.TryGetValue(written, out IReadOnlyList<ClientSelector>? clients))
        {
            clients = Items(owner, "clients", client => new ClientSelector(
                Text(client, "text"),
                [.. client.GetProperty("addresses").EnumerateArray().Select(network => IPNetwork.Parse(network.GetString() ?? ""))],
                TextOrNull(client, "application_uri"))
            {
                Thumbprint = client.TryGetProperty("thumbprint", out JsonElement thumbprint) ? thumbprint.GetString() : null,
            });
            clientLists.Add(written, clients);
        }

        return clients;
    }

    private Rule ReadRule(JsonElement rule) => new()
    {
        Id = Text(rule, "id"),
        Line = Number(rule, "line"),
        Clients = ReadClients(rule),
        Units = Items(rule, "units", ReadRange),
        Classes = ReadClasses(rule),
        Functions = Items(rule, "functions", ReadFunction),
        Ranges = Items(rule, "ranges", ReadSpaceRange),
        Values = Items(rule, "values", ReadLimit),
        Nodes = NodeJson.ReadTerms(rule),
        Rate = rule.GetProperty("rate") is { ValueKind: JsonValueKind.Object } rate
            ? new RateLimit(Number(rate, "count"), TimeSpan.FromTicks(rate.GetProperty("window_ticks").GetInt64()))
            : null,
        Expires = TextOrNull(rule, "expires") is { } expires
            ? DateTimeOffset.ParseExact(expires, "O", CultureInfo.InvariantCulture)
            : null,
    };

    private PinnedRefusal ReadPin(JsonElement pin) => new()
    {
        Id = Text(pin, "id"),
        Line = Number(pin, "line"),
        Clients = ReadClients(pin),
        Units = Items(pin, "units", ReadRange),
        Classes = ReadClasses(pin),
        Functions = Items(pin, "functions", ReadFunction),
        Ranges = Items(pin, "ranges", ReadSpaceRange),
        Nodes = NodeJson.ReadTerms(pin),
        RefuseWith = TextOrNull(pin, "refuse_with") is { } form ? EnumText.Parse<RefusalForm>(form) : null,
    };
}
