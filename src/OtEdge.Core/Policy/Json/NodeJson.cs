using System.Text.Json;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Policy.Json;

/// <summary>What OPC UA adds to the JSON of a policy; documents of other protocols stay without it, and so keep their digests.</summary>
internal static class NodeJson
{
    /// <summary>Writes the terms of a rule or pin; nothing when there are none.</summary>
    public static void WriteTerms(Utf8JsonWriter json, NodeTerms? terms)
    {
        if (terms is null)
        {
            return;
        }

        json.WriteStartObject("nodes");
        WriteTexts(json, "users", terms.Users.Select(TextOf));
        WriteTexts(json, "nodes", terms.Nodes.Select(node => $"{node}"));
        WriteTexts(json, "attributes", terms.Attributes == 0 ? [] : NodeAttributes.NamesIn(terms.Attributes));
        json.WriteStartArray("methods");
        foreach (NodeMethod method in terms.Methods)
        {
            json.WriteStartObject();
            json.WriteString("object", $"{method.Object}");
            json.WriteString("method", $"{method.Method}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("limits");
        foreach (NodeLimit limit in terms.Limits)
        {
            json.WriteStartObject();
            WriteNumber(json, "min", limit.Min);
            WriteNumber(json, "max", limit.Max);
            WriteNumber(json, "max_step", limit.MaxStep);
            json.WriteString("type", EnumText.Of(limit.Type));
            if (limit.IsEURange)
            {
                json.WriteBoolean("eu_range", true);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads the terms of a rule or pin; null when there are none.</summary>
    public static NodeTerms? ReadTerms(JsonElement owner) => !owner.TryGetProperty("nodes", out JsonElement terms) ? null : new NodeTerms
    {
        Users = [.. Texts(terms, "users").Select(UserOf)],
        Nodes = [.. Texts(terms, "nodes").Select(text => NodePattern.TryParse(text, out NodePattern node) ? node : throw Wrong(text))],
        Attributes = Texts(terms, "attributes").Aggregate(0UL, (all, name) => all | AttributesOf(name)),
        Methods =
        [
            .. terms.GetProperty("methods").EnumerateArray()
                .Select(method => new NodeMethod(NodeOf(method, "object")!, NodeOf(method, "method")!)),
        ],
        Limits =
        [
            .. terms.GetProperty("limits").EnumerateArray().Select(limit => new NodeLimit
            {
                Min = Number(limit, "min"),
                Max = Number(limit, "max"),
                MaxStep = Number(limit, "max_step"),
                IsEURange = limit.TryGetProperty("eu_range", out JsonElement range) && range.GetBoolean(),
                Type = EnumText.Parse<NodeValueType>(limit.GetProperty("type").GetString() ?? ""),
            }),
        ],
    };

    /// <summary>Writes what a test tries.</summary>
    public static void WriteExample(Utf8JsonWriter json, NodeExample example)
    {
        json.WriteStartObject("operation");
        json.WriteNumber("service", (int)example.Service);
        json.WriteString("node", example.Node?.ToString());
        json.WriteString("method", example.Method?.ToString());
        json.WriteNumber("attribute", example.Attribute);
        json.WriteBoolean("has_index_range", example.HasIndexRange);
        json.WriteString("value_type", EnumText.Of(example.ValueType));
        json.WriteBoolean("is_array", example.IsArray);
        json.WriteString("value", Convert.ToHexStringLower(example.Data.Span));
        if (example.EURange is { } range)
        {
            json.WriteStartArray("eu_range");
            json.WriteNumberValue(range.Low);
            json.WriteNumberValue(range.High);
            json.WriteEndArray();
        }

        json.WriteString("application_uri", example.ApplicationUri);
        json.WriteString("thumbprint", example.Thumbprint);
        json.WriteString("user", TextOf(example.User));
        json.WriteEndObject();
    }

    /// <summary>Reads what a test tries; null when it is none of OPC UA.</summary>
    public static NodeExample? ReadExample(JsonElement owner) => !owner.TryGetProperty("operation", out JsonElement example) ? null : new NodeExample
    {
        Service = (OpcUaService)example.GetProperty("service").GetInt32(),
        Node = NodeOf(example, "node"),
        Method = NodeOf(example, "method"),
        Attribute = example.GetProperty("attribute").GetInt32(),
        HasIndexRange = example.GetProperty("has_index_range").GetBoolean(),
        ValueType = EnumText.Parse<NodeValueType>(example.GetProperty("value_type").GetString() ?? ""),
        IsArray = example.GetProperty("is_array").GetBoolean(),
        Data = Convert.FromHexString(example.GetProperty("value").GetString() ?? ""),
        EURange = example.TryGetProperty("eu_range", out JsonElement range) ? new EURange(range[0].GetDouble(), range[1].GetDouble()) : null,
        ApplicationUri = example.GetProperty("application_uri").GetString(),
        Thumbprint = example.GetProperty("thumbprint").GetString(),
        User = UserOf(example.GetProperty("user").GetString() ?? ""),
    };

    // The kind stands before the name, because a user may be called `anonymous`.
    private static string TextOf(UserIdentity user) => $"{EnumText.Of(user.Kind)}:{user.Name}";

    private static UserIdentity UserOf(string text) => text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var at
        ? new UserIdentity(EnumText.Parse<UserKind>(text[..at]), text[(at + 1)..])
        : throw Wrong(text);

    private static ulong AttributesOf(string name) =>
        name == "all" ? NodeAttributes.All
        : NodeAttributes.Of(1 + NodeAttributes.Names.ToList().IndexOf(name)) is > 0 and var set ? set
        : throw Wrong(name);

    private static NodeIdentity? NodeOf(JsonElement owner, string name) =>
        owner.GetProperty(name).GetString() is not { } text ? null
        : NodeIdentity.TryParse(text, out NodeIdentity node) ? node
        : throw Wrong(text);

    private static FormatException Wrong(string text) => new($"expected a user, node or attribute of OPC UA, not \"{text}\"");

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static string[] Texts(JsonElement owner, string name) =>
        [.. owner.GetProperty(name).EnumerateArray().Select(text => text.GetString() ?? "")];

    private static double? Number(JsonElement owner, string name) =>
        owner.GetProperty(name) is { ValueKind: not JsonValueKind.Null } number ? number.GetDouble() : null;

    private static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
