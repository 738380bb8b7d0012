namespace OtEdge.Settings.Shapes;

/// <summary>The shape of `policies/NAME.yaml`.</summary>
internal static class PolicyShapes
{
    /// <summary>The whole file.</summary>
    public static Shape Document { get; } = new VariantShape(
        "a policy: a mapping with `policy`, `protocol` and `rules`",
        "protocol",
        ("modbus-tcp", Modbus()),
        ("opc-ua", OpcUaShapes.Policy));

    private static MapShape Modbus() => new(
        "a policy",
        [
            .. PolicyKeys.Head(),
            new Key("address-base", Scalars.Integer(0, 1), "0: addresses as on the wire; 1: the first register is 1.") { Default = 0 },
            new Key("allow-span", Scalars.Boolean, "True: several rules may cover one operation together.") { Default = false },
            new Key("rules", new ListShape(ModbusRule(), itemsMin: 0), "What is allowed; everything else is refused.") { IsRequired = true },
            new Key("pinned", new ListShape(ModbusPin(), itemsMin: 0), "What is refused in every mode but bypass."),
            new Key("tests", new ListShape(OperationShapes.Test, itemsMin: 0), "Operations and what the rules must say of them."),
        ]);

    private static MapShape ModbusRule() => new(
        "a rule: a mapping with `id` and `allow`",
        [
            .. PolicyKeys.RuleHead(),
            new Key("units", new ListShape(ModbusScalars.UnitRange, orSingle: true), "Unit identifiers; absent: any."),
            new Key("allow", new ListShape(ModbusScalars.Allowance), "Classes and functions.") { IsRequired = true },
            .. Addresses(),
            new Key("tags", new ListShape(Scalars.Name), "Process values by name, instead of or beside address ranges."),
            new Key("values", new ListShape(Value()), "What written values must keep to."),
            .. PolicyKeys.RuleTail(),
        ]);

    private static MapShape ModbusPin() => new(
        "a pinned refusal: a mapping with `id` and `refuse`",
        [
            .. PolicyKeys.RuleHead(),
            new Key("units", new ListShape(ModbusScalars.UnitRange, orSingle: true), "Unit identifiers; absent: any."),
            new Key("refuse", new ListShape(ModbusScalars.Allowance), "Classes and functions.") { IsRequired = true },
            .. Addresses(),
            new Key("refuse-with", PolicyKeys.RefusalForm, "What the refused request gets; absent: as the conduit says."),
        ]);

    private static IEnumerable<Key> Addresses() =>
    [
        .. ModbusScalars.Spaces.Select(space => new Key(
            space.Key, new ListShape(ModbusScalars.Range, orSingle: true), $"Addresses of {space.Key}, inclusive.")),
        new Key("files", new ListShape(File()), "Records of files, for functions 20 and 21."),
    ];

    private static MapShape File() => new(
        "a file such as { file: 4, records: 0-99 }",
        new Key("file", Scalars.Integer(1, 65535), "File number.") { IsRequired = true },
        new Key("records", new ListShape(ModbusScalars.Range, orSingle: true), "Records within 0 to 9999; absent: all of them."));

    private static MapShape Value() => new(
        "a value such as { at: 120, type: float32, min: 0, max: 85 }",
        new Key("at", ModbusScalars.Range, "Address of its first register, or of the coil."),
        new Key("tag", Scalars.Name, "The process value by name; its address and type are the tag's."),
        new Key("type", ModbusScalars.ValueType, "How its words make a number; with `at`."),
        new Key("order", ModbusScalars.Order, "Byte order of several words; with `at`.") { Default = "ABCD" },
        new Key("scale", Scalars.Number(), "Factor from the raw to the engineering value; with `at`.") { Default = 1 },
        new Key("offset", Scalars.Number(), "Added after scaling; with `at`.") { Default = 0 },
        new Key("min", Scalars.Number(), "Smallest engineering value."),
        new Key("max", Scalars.Number(), "Largest engineering value."),
        new Key("max-step", Scalars.Number(above: 0), "Largest change from the last known value."))
    { OneOf = ["at", "tag"] };
}
