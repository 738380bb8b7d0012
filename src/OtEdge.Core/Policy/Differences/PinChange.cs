namespace OtEdge.Core.Policy.Differences;

/// <summary>What one policy pins that another does not.</summary>
/// <param name="from">What held.</param>
/// <param name="to">What comes.</param>
/// <param name="units">The groups of units.</param>
/// <param name="functions">The groups of functions.</param>
internal sealed class PinChange(Side from, Side to, UnitGroups units, FunctionGroups functions)
{
    private static readonly AddressRange WithoutAddress = new(0, 0);

    private readonly Dictionary<string, List<Atom>> known = [];

    /// <summary>Addresses that pins refuse of a function on a unit, merged; for functions without addresses, address 0 stands for all.</summary>
    public static List<AddressRange> Addresses(
        IEnumerable<Figure> pins, int unit, int function, FunctionShape shape, int file)
    {
        IEnumerable<Figure> here = pins.Where(pin => pin.IsAbout(unit, function));
        return shape.Space == RegisterSpace.None
            ? [.. here.Where(pin => pin.ReachesWithoutAddress).Take(1).Select(_ => WithoutAddress)]
            : Intervals.Union(here.SelectMany(pin => pin.RangesIn(shape.Space, file)));
    }

    /// <summary>What is pinned anew for some clients.</summary>
    public List<Atom> Added(ClientGroup group)
    {
        Figure[] old = from.PinsFor(group), now = to.PinsFor(group);
        HashSet<string> kept = [.. old.Select(pin => pin.Key)];
        Figure[] added = [.. now.Where(pin => !kept.Contains(pin.Key))];
        if (added.Length == 0)
        {
            return [];
        }

        string key = $"{string.Join('&', added.Select(pin => pin.Key))}#{string.Join('&', old.Select(pin => pin.Key))}";
        if (!known.TryGetValue(key, out List<Atom>? atoms))
        {
            known.Add(key, atoms = [.. Atoms(added, old, group)]);
        }

        return atoms;
    }

    private IEnumerable<Atom> Atoms(Figure[] added, Figure[] old, ClientGroup group)
    {
        var cells = added.SelectMany(pin => pin.Units.SelectMany(unit => pin.Functions.Select(function => (unit, function)))).Distinct();
        foreach ((int unit, int function) in cells)
        {
            FunctionShape shape = functions[function][0];
            foreach (int file in Files(shape, added, old))
            {
                List<AddressRange> before = Addresses(old, unit, function, shape, file);
                foreach (AddressRange range in Addresses(added, unit, function, shape, file)
                    .SelectMany(range => Intervals.Minus(range, before)))
                {
                    yield return new Atom([unit], function, file, range, "")
                    {
                        IsPinned = true,
                        Witness = Witness(shape, range, file, unit, group),
                    };
                }
            }
        }
    }

    private static HashSet<int> Files(FunctionShape shape, Figure[] added, Figure[] old)
    {
        if (shape.Space != RegisterSpace.FileRecord)
        {
            return [0];
        }

        HashSet<int> files = [.. added.Concat(old).SelectMany(pin => pin.Ranges)
            .Where(range => range.Space == RegisterSpace.FileRecord).Select(range => range.File)];
        files.Add(Enumerable.Range(1, ushort.MaxValue).First(file => !files.Contains(file)));
        return files;
    }

    private DifferenceWitness Witness(FunctionShape shape, AddressRange range, int file, int unit, ClientGroup group)
    {
        bool hasAddress = shape.Space != RegisterSpace.None;
        bool hasData = shape is { Class: OperationClass.Write, Space: RegisterSpace.Coil or RegisterSpace.HoldingRegister, IsMask: false };
        return new DifferenceWitness(new OperationExample
        {
            Client = group.Address,
            Unit = units[unit][0],
            Class = shape.Class,
            Function = shape.Function,
            Space = shape.Space,
            File = file,
            Address = hasAddress ? range.First : 0,
            Count = hasAddress ? 1 : 0,
            Data = hasData ? new byte[shape.Space == RegisterSpace.Coil ? 1 : 2] : default,
            AndMask = shape.IsMask ? (ushort)0 : null,
        });
    }
}
