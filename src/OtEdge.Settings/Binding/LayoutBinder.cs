using OtEdge.Core.Policy;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Binds `type`, `order`, `scale` and `offset` of tags and values.</summary>
internal static class LayoutBinder
{
    private const int AddressMax = 65535;

    /// <summary>The layout; null when it is wrong, and then a problem says why.</summary>
    public static ValueLayout? Bind(MapNode map, bool isBit, ProblemList problems)
    {
        ProcessValueType type = map.Read("type", ModbusScalars.ValueType, isBit ? ProcessValueType.Bit : ProcessValueType.UInt16);
        if (map.Find("type") is { } typeNode && isBit != (type == ProcessValueType.Bit))
        {
            problems.Error(typeNode, isBit
                ? $"a coil or discrete input is a bit, not {Quote.Words(ModbusScalars.Word(type))}; write `bit` or leave `type` out"
                : "a register is no `bit`; name a coil, or the register's type such as uint16");
            return null;
        }

        var layout = new ValueLayout(
            type,
            map.Read("order", ModbusScalars.Order, WordOrder.ABCD),
            map.Read("scale", Scalars.Number(), 1),
            map.Read("offset", Scalars.Number(), 0));
        if (map.Find("order") is { } order && layout.Width == 1)
        {
            problems.Error(order, $"`order` is for values of several words; {ModbusScalars.Word(type)} has one, remove it");
            return null;
        }

        if (layout.Scale == 0)
        {
            problems.Error(map.Find("scale")!, "expected a scale other than 0, since every value would be the same");
            return null;
        }

        return layout;
    }

    /// <summary>False, with a problem, when the value would reach beyond the last address.</summary>
    public static bool CheckEnd(SettingsNode node, RegisterSpace space, int address, ValueLayout layout, ProblemList problems)
    {
        int last = address + layout.Width - 1;
        if (last <= AddressMax)
        {
            return true;
        }

        problems.Error(node, $"a {ModbusScalars.Word(layout.Type)} at {address} needs {ModbusScalars.Word(space)}s up to {last}, but the last is {AddressMax}");
        return false;
    }
}
