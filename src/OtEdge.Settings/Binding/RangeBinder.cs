using OtEdge.Core.Policy;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Binds units, register spaces and files of rules and pins.</summary>
internal sealed class RangeBinder(AddressBase addresses, ProblemList problems)
{
    /// <summary>Largest record number (Modbus application protocol V1.1b3 cl. 6.14).</summary>
    private const int RecordMax = 9999;

    public static IReadOnlyList<AddressRange> Units(MapNode rule) =>
        [.. rule.Values("units", ModbusScalars.UnitRange).Select(item => item.Value)];

    /// <summary>The ranges in file order; wrong ones are said and left out.</summary>
    public List<SpaceRange> Bind(MapNode rule)
    {
        var ranges = new List<SpaceRange>();
        foreach ((string key, RegisterSpace space) in ModbusScalars.Spaces)
        {
            foreach (SettingsNode node in rule.Items(key))
            {
                if (addresses.TryResolve(node, space, problems, out AddressRange range))
                {
                    ranges.Add(new SpaceRange(space, range));
                }
            }
        }

        foreach (MapNode file in rule.Maps("files"))
        {
            int number = file.Read("file", Scalars.Integer(1, 65535), 0);
            if (file.Find("records") is null)
            {
                ranges.Add(new SpaceRange(RegisterSpace.FileRecord, new AddressRange(0, RecordMax), number));
            }

            foreach ((SettingsNode node, AddressRange records) in file.Values("records", ModbusScalars.Range))
            {
                if (records.Last > RecordMax)
                {
                    problems.Error(node, $"expected records within 0 to {RecordMax}, but found {node.Found}");
                }
                else
                {
                    ranges.Add(new SpaceRange(RegisterSpace.FileRecord, records, number));
                }
            }
        }

        return ranges;
    }
}
