using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text.Json;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Policy.Json;

/// <summary>
/// Writes a policy as JSON: properties in a fixed order, lower snake_case, nothing left out; times in UTC with 100 ns.
/// </summary>
internal sealed class PolicyJsonWriter
{
    private readonly Utf8JsonWriter json;

    private PolicyJsonWriter(Utf8JsonWriter json) => this.json = json;

    /// <summary>Writes a whole policy.</summary>
    public static byte[] Write(PolicyDocument policy)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            new PolicyJsonWriter(json).WritePolicy(policy);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void WritePolicy(PolicyDocument policy)
    {
        json.WriteStartObject();
        json.WriteString("name", policy.Name);
        json.WriteString("protocol", EnumText.Of(policy.Protocol));
        json.WriteString("file", policy.File);
        json.WriteString("text", policy.Text);
        json.WriteString("digest", policy.Digest);
        json.WriteBoolean("allow_span", policy.AllowSpan);
        if (policy.Protocol == ConduitProtocol.OpcUa)
        {
            json.WriteBoolean("strict", policy.Strict);
            json.WriteString("batch", EnumText.Of(policy.Batch));
        }

        WriteArray("rules", policy.Rules, WriteRule);
        WriteArray("pinned", policy.Pinned, WritePin);
        WriteArray("tests", policy.Tests, WriteTest);
        json.WriteEndObject();
    }

    private void WriteRule(Rule rule)
    {
        json.WriteString("id", rule.Id);
        json.WriteNumber("line", rule.Line);
        WriteReach(rule.Clients, rule.Units, (rule.Classes, rule.Functions), rule.Ranges);
        WriteArray("values", rule.Values, WriteLimit);
        NodeJson.WriteTerms(json, rule.Nodes);
        if (rule.Rate is { } rate)
        {
            json.WriteStartObject("rate");
            json.WriteNumber("count", rate.Count);
            json.WriteNumber("window_ticks", rate.Window.Ticks);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("rate");
        }

        WriteStringOrNull("expires", rule.Expires?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
    }

    private void WritePin(PinnedRefusal pin)
    {
        json.WriteString("id", pin.Id);
        json.WriteNumber("line", pin.Line);
        WriteReach(pin.Clients, pin.Units, (pin.Classes, pin.Functions), pin.Ranges);
        NodeJson.WriteTerms(json, pin.Nodes);
        WriteStringOrNull("refuse_with", pin.RefuseWith is { } form ? EnumText.Of(form) : null);
    }

    private void WriteReach(
        IReadOnlyList<ClientSelector> clients,
        IReadOnlyList<AddressRange> units,
        (OperationClasses Classes, IReadOnlyList<FunctionId> Functions) allow,
        IReadOnlyList<SpaceRange> ranges)
    {
        WriteArray("clients", clients, client =>
        {
            json.WriteString("text", client.Text);
            json.WriteStartArray("addresses");
            foreach (IPNetwork network in client.Addresses)
            {
                json.WriteStringValue(network.ToString());
            }

            json.WriteEndArray();
            WriteStringOrNull("application_uri", client.ApplicationUri);
            if (client.Thumbprint is not null)
            {
                json.WriteString("thumbprint", client.Thumbprint);
            }
        });
        WriteArray("units", units, WriteRange);
        json.WriteNumber("classes", (int)allow.Classes);
        WriteArray("functions", allow.Functions, WriteFunction);
        WriteArray("ranges", ranges, range =>
        {
            json.WriteString("space", EnumText.Of(range.Space));
            WriteRange(range.Range);
            json.WriteNumber("file", range.File);
        });
    }

    private void WriteLimit(ValueLimit limit)
    {
        json.WriteString("space", EnumText.Of(limit.Space));
        json.WriteNumber("address", limit.Address);
        json.WriteString("type", EnumText.Of(limit.Layout.Type));
        json.WriteString("order", limit.Layout.Order.ToString());
        json.WriteNumber("scale", limit.Layout.Scale);
        json.WriteNumber("offset", limit.Layout.Offset);
        WriteNumberOrNull("min", limit.Min);
        WriteNumberOrNull("max", limit.Max);
        WriteNumberOrNull("max_step", limit.MaxStep);
        WriteStringOrNull("tag", limit.Tag);
    }

    private void WriteTest(PolicyTest test)
    {
        OperationExample example = test.Operation;
        json.WriteNumber("line", test.Line);
        json.WriteBoolean("expect_allowed", test.ExpectAllowed);
        WriteStringOrNull("client", example.Client?.ToString());
        json.WriteNumber("unit", example.Unit);
        json.WriteString("class", EnumText.Of(example.Class));
        json.WriteStartObject("function");
        WriteFunction(example.Function);
        json.WriteEndObject();
        json.WriteString("space", EnumText.Of(example.Space));
        json.WriteNumber("file", example.File);
        json.WriteNumber("address", example.Address);
        json.WriteNumber("count", example.Count);
        json.WriteString("data", Convert.ToHexStringLower(example.Data.Span));
        json.WriteString("text", example.Text);
        if (example.Node is { } node)
        {
            NodeJson.WriteExample(json, node);
        }
    }

    private void WriteFunction(FunctionId function)
    {
        json.WriteNumber("code", function.Code);
        json.WriteNumber("sub", function.Sub);
    }

    private void WriteRange(AddressRange range)
    {
        json.WriteNumber("first", range.First);
        json.WriteNumber("last", range.Last);
    }

    private void WriteArray<T>(string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteNumberOrNull(string name, double? number)
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

    private void WriteStringOrNull(string name, string? text) => json.WriteString(name, text);
}
