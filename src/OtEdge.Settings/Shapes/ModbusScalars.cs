using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OtEdge.Core.Policy;
using OtEdge.Modbus;
using OtEdge.Settings.Binding;

namespace OtEdge.Settings.Shapes;

/// <summary>Scalars of Modbus: units, addresses, value types, functions.</summary>
internal static partial class ModbusScalars
{
    private const string RangePattern = "^(0x[0-9A-Fa-f]{1,4}|[0-9]{1,6})( *- *(0x[0-9A-Fa-f]{1,4}|[0-9]{1,6}))?$";

    public static ScalarShape<int> Unit { get; } = Scalars.Integer(0, 255);

    /// <summary>A range as written; the policy's address base and its limits are applied by whoever knows them.</summary>
    public static ScalarShape<AddressRange> Range { get; } = new(
        "an address or a range such as 120 or 0-99",
        ParseRange,
        () => new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = 65536 },
                new JsonObject { ["type"] = "string", ["pattern"] = RangePattern }),
        });

    public static ScalarShape<AddressRange> UnitRange { get; } = new(
        "a unit identifier or a range of them within 0 to 255, such as 1 or 3-5",
        (string text, out AddressRange value) =>
        {
            string? hint = ParseRange(text, out value);
            return hint ?? (value.Last > 255 ? "" : null);
        },
        () => new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = 255 },
                new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{1,3}( *- *[0-9]{1,3})?$" }),
        });

    public static ScalarShape<ProcessValueType> ValueType { get; } = Scalars.Choice(
        ("bit", ProcessValueType.Bit),
        ("uint16", ProcessValueType.UInt16),
        ("int16", ProcessValueType.Int16),
        ("uint32", ProcessValueType.UInt32),
        ("int32", ProcessValueType.Int32),
        ("uint64", ProcessValueType.UInt64),
        ("int64", ProcessValueType.Int64),
        ("float32", ProcessValueType.Float32),
        ("float64", ProcessValueType.Float64));

    public static ScalarShape<WordOrder> Order { get; } = Scalars.Choice(
        ("ABCD", WordOrder.ABCD),
        ("CDAB", WordOrder.CDAB),
        ("BADC", WordOrder.BADC),
        ("DCBA", WordOrder.DCBA));

    public static ScalarShape<RateLimit> Rate { get; } = new(
        "a rate such as 10/min (per s, min or h)",
        ParseRate,
        () => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{1,6}/(s|min|h)$" });

    /// <summary>A class or function as rules name it; what it means depends on the protocol.</summary>
    public static ScalarShape<string> Allowance { get; } = new(
        "a class or function such as read, write, 16, 8/1 or read-holding-registers",
        (string text, out string value) => (value = text).Length is > 0 and <= 64 ? null : "",
        () => new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["enum"] = new JsonArray("read", "write", "admin") },
                new JsonObject
                {
                    ["enum"] = new JsonArray(
                        [.. ModbusFunctions.All.Select(function => JsonValue.Create(function.Name)),
                         .. UmasGroups.All.Select(group => JsonValue.Create($"umas-{group.Name}"))]),
                },
                new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 127 },
                new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{1,3}(/(0x[0-9A-Fa-f]{1,4}|[0-9]{1,5}))?$" }),
        });

    /// <summary>The keys of the register spaces as rules write them.</summary>
    public static IReadOnlyList<(string Key, RegisterSpace Space)> Spaces { get; } =
    [
        ("coils", RegisterSpace.Coil),
        ("discrete-inputs", RegisterSpace.DiscreteInput),
        ("holding-registers", RegisterSpace.HoldingRegister),
        ("input-registers", RegisterSpace.InputRegister),
    ];

    /// <summary>The keys of the register spaces as tags and operations write them.</summary>
    public static IReadOnlyList<(string Key, RegisterSpace Space)> SingleSpaces { get; } =
        [.. Spaces.Select(space => (space.Key[..^1], space.Space))];

    /// <summary>The word for a space, such as <c>holding-register</c>.</summary>
    public static string Word(RegisterSpace space) =>
        space == RegisterSpace.FileRecord ? "file" : SingleSpaces.First(known => known.Space == space).Key;

    /// <summary>The words for value types, such as <c>float32</c>.</summary>
    public static string Word(ProcessValueType type) => Enum.GetName(type)!.ToLowerInvariant();

    private static string? ParseRange(string text, out AddressRange value)
    {
        value = default;
        Match match = RangeRegex().Match(text);
        if (!match.Success)
        {
            return text.Contains(',') || text.Contains("..", StringComparison.Ordinal) ? "; write several as a list: [0-99, 200]" : "";
        }

        string firstText = match.Groups[1].Value;
        string lastText = match.Groups[2].Success ? match.Groups[2].Value : firstText;
        if (IsPadded(firstText) || IsPadded(lastText))
        {
            return "; leading zeros look like 0xxxx notation, leave them out";
        }

        _ = Scalars.TryInteger(firstText, out int first);
        _ = Scalars.TryInteger(lastText, out int last);
        value = new AddressRange(first, last);
        return first <= last ? null : $"; the range is reversed, write {Quote.Words($"{lastText}-{firstText}")}";
    }

    private static bool IsPadded(string number) => number.Length > 1 && number[0] == '0' && number[1] != 'x';

    private static string? ParseRate(string text, out RateLimit value)
    {
        value = new RateLimit(1, TimeSpan.FromSeconds(1));
        Match match = RateRegex().Match(text);
        if (!match.Success)
        {
            return "";
        }

        int count = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        value = new RateLimit(count, match.Groups[2].Value switch
        {
            "s" => TimeSpan.FromSeconds(1),
            "min" => TimeSpan.FromMinutes(1),
            _ => TimeSpan.FromHours(1),
        });
        return count > 0 ? null : "; the count is at least 1";
    }

    [GeneratedRegex(@"^(0x[0-9A-Fa-f]{1,4}|[0-9]{1,6})(?: *- *(0x[0-9A-Fa-f]{1,4}|[0-9]{1,6}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex RangeRegex();

    [GeneratedRegex(@"^([0-9]{1,6}) ?/ ?(s|min|h)\z", RegexOptions.CultureInvariant)]
    private static partial Regex RateRegex();
}
