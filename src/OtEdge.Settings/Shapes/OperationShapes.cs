using System.Text.Json.Nodes;
using OtEdge.Core.Policy;

namespace OtEdge.Settings.Shapes;

/// <summary>Operations that people write down, in `tests:` and `essential:`.</summary>
internal static class OperationShapes
{
    public static ScalarShape<string> Value { get; } = new(
        "a number, on or off",
        (string text, out string value) =>
            (value = text) is "on" or "off" or "true" or "false" || Scalars.TryNumber(text, out _) ? null : "",
        () => new()
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "number" },
                new JsonObject { ["enum"] = new JsonArray("on", "off", true, false) }),
        });

    public static MapShape Read { get; } = new(
        "a mapping such as { holding-register: 120, count: 2 }",
        [
            .. Targets(),
            new Key("count", Scalars.Integer(1, 2000), "How many registers, bits or records from the first on.") { Default = 1 },
        ])
    { OneOf = TargetNames };

    public static MapShape Write { get; } = new(
        "a mapping such as { holding-register: 120, float32: 90 }",
        [
            .. Targets(),
            new Key("count", Scalars.Integer(1, 1968), "How many registers, bits or records from the first on, when no value is given.") { Default = 1 },
            new Key("value", Value, "Value for a coil (on, off) or a tag (a number in its engineering unit)."),
            new Key("values", new ListShape(Value), "Values for coils or raw registers from the first on."),
            .. ValueTypes().Select(type => new Key(type, Scalars.Number(), $"Value to write as {type}.")),
            new Key("order", ModbusScalars.Order, "Byte order of a value of several words.") { Default = "ABCD" },
        ])
    { OneOf = TargetNames };

    public static ScalarShape<bool> Expect { get; } = Scalars.Choice(("allowed", true), ("refused", false));

    /// <summary>An operation of `essential:`.</summary>
    public static MapShape Operation { get; } = new(
        "an operation such as { unit: 1, write: { coil: 17 } }",
        new Key("client", Scalars.Text, "Asset or address that the operation comes from; absent: a client that no asset declares."),
        new Key("unit", ModbusScalars.Unit, "Modbus unit identifier.") { Default = 1 },
        new Key("read", Read, "Reads these addresses."),
        new Key("write", Write, "Writes these addresses."),
        new Key("function", ModbusScalars.Allowance, "A function without addresses, such as 8/1; beside `read` or `write`: the function to use."));

    /// <summary>A line of `tests:`.</summary>
    public static MapShape Test { get; } = new(
        "a test such as { client: scada-1, unit: 1, read: { holding-register: 0 }, expect: allowed }",
        [.. Operation.Keys, new Key("expect", Expect, "What the rules must say.") { IsRequired = true }]);

    private static string[] TargetNames => [.. ModbusScalars.SingleSpaces.Select(space => space.Key), "tag", "file"];

    private static IEnumerable<string> ValueTypes() => Enum.GetValues<ProcessValueType>().Select(ModbusScalars.Word);

    private static IEnumerable<Key> Targets() =>
    [
        .. ModbusScalars.SingleSpaces.Select(space => new Key(space.Key, ModbusScalars.Range, $"Address or range of the {space.Key}s.")),
        new Key("tag", Scalars.Name, "A process value by its name."),
        new Key("file", Scalars.Integer(1, 65535), "File number, with `records`."),
        new Key("records", ModbusScalars.Range, "Record or range of records of the file."),
    ];
}
