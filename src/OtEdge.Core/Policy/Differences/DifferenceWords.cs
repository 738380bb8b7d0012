namespace OtEdge.Core.Policy.Differences;

/// <summary>Puts pieces of a difference together that say the same, and says them as a plant engineer would.</summary>
/// <param name="units">The groups of units.</param>
/// <param name="functions">The groups of functions.</param>
/// <param name="names">The names of clients.</param>
internal sealed class DifferenceWords(UnitGroups units, FunctionGroups functions, ClientNames names)
{
    private const int FunctionsSaidMax = 8;

    /// <summary>The entries, in the order of what they are about.</summary>
    /// <param name="atoms">Pieces, with the clients that they hold for.</param>
    public IReadOnlyList<DifferenceEntry> Of(IReadOnlyDictionary<List<Atom>, HashSet<ClientGroup>> atoms)
    {
        IEnumerable<Piece> pieces = atoms.SelectMany(pair => pair.Key
            .GroupBy(atom => (Units: string.Join(',', atom.Units), atom.Functions, atom.File, atom.How, atom.IsPinned, IsShown: atom.Witness is not null))
            .Select(group => new Piece
            {
                Clients = [.. pair.Value],
                Units = [.. group.First().Units],
                Functions = [group.Key.Functions],
                File = group.Key.File,
                How = group.Key.How,
                IsPinned = group.Key.IsPinned,
                Ranges = Intervals.Union(group.Select(atom => atom.Range)),
                Witness = group.First().Witness,
            }));
        pieces = Joined(pieces, piece => $"{ShapeOf(piece).Class}{ShapeOf(piece).Space};{Set(piece.Clients)};{Set(piece.Units)}", (a, b) => a.Functions.UnionWith(b.Functions));
        pieces = Joined(pieces, piece => $"{Set(piece.Functions)};{Set(piece.Clients)}", (a, b) => a.Units.UnionWith(b.Units));
        pieces = Joined(pieces, piece => $"{Set(piece.Functions)};{Set(piece.Units)}", (a, b) => a.Clients.UnionWith(b.Clients));
        return [.. pieces.Select(Entry)];
    }

    private static IEnumerable<Piece> Joined(IEnumerable<Piece> pieces, Func<Piece, string> alike, Action<Piece, Piece> join)
    {
        foreach (IGrouping<string, Piece> group in pieces.GroupBy(piece => $"{alike(piece)};{piece.Rest}").ToArray())
        {
            Piece first = group.First();
            foreach (Piece other in group.Skip(1))
            {
                join(first, other);
            }

            yield return first;
        }
    }

    private static string Set(HashSet<int> numbers) => string.Join(',', numbers.Order());

    private static string Set(HashSet<ClientGroup> clients) => string.Join(',', clients.Select(client => client.Address.ToString()).Order(StringComparer.Ordinal));

    private FunctionShape ShapeOf(Piece piece) => functions[piece.Functions.First()][0];

    private DifferenceEntry Entry(Piece piece)
    {
        FunctionShape shape = ShapeOf(piece);
        byte[] said = [.. piece.Units.SelectMany(group => units[group]).Order()];
        string where = said.Length == 256 ? "on any unit" : $"on {(said.Length == 1 ? "unit" : "units")} {Runs(said)}";
        return new DifferenceEntry
        {
            Clients = names.Of(piece.Clients),
            What = $"{What(piece, shape)} {where}{(piece.How.Length == 0 ? "" : $", {piece.How}")}",
            Class = shape.Class,
            IsPinned = piece.IsPinned,
            Witness = piece.Witness,
        };
    }

    private string What(Piece piece, FunctionShape shape)
    {
        FunctionShape[] shapes = [.. piece.Functions.SelectMany(group => functions[group])];
        FunctionShape[] alike = [.. ModbusShapes.All.Where(other => other.Class == shape.Class && other.Space == shape.Space)];
        string[] named = [.. shapes.Select(other => other.Function).OrderBy(function => function.Code).ThenBy(function => function.Sub).Select(function => function.ToString())];
        string word = named.Length == 1 ? "function" : "functions";
        string list = named.Length <= FunctionsSaidMax
            ? string.Join(", ", named)
            : $"{string.Join(", ", named.Take(FunctionsSaidMax))} and {named.Length - FunctionsSaidMax} more";
        if (shape.Space == RegisterSpace.None)
        {
            return named.Length < alike.Length ? $"use {word} {list}"
                : shape.Class == OperationClass.Read ? "read status and identification"
                : "use any admin function";
        }

        string verb = shape.Class == OperationClass.Read ? "read" : "write";
        return $"{verb} {Addresses(shape.Space, piece)}{(named.Length < alike.Length ? $" with {word} {list}" : "")}";
    }

    private static string Addresses(RegisterSpace space, Piece piece)
    {
        string name = space switch
        {
            RegisterSpace.Coil => "coil",
            RegisterSpace.DiscreteInput => "discrete input",
            RegisterSpace.HoldingRegister => "holding register",
            RegisterSpace.InputRegister => "input register",
            _ => "record",
        };
        bool isAll = piece.Ranges is [{ First: 0, Last: ushort.MaxValue }];
        bool isOne = piece.Ranges is [var only] && only.First == only.Last;
        string addresses = isAll ? $"any {name}" : $"{name}{(isOne ? "" : "s")} {string.Join(", ", piece.Ranges)}";
        return space == RegisterSpace.FileRecord ? $"{addresses} of file {piece.File}" : addresses;
    }

    private static string Runs(byte[] numbers) =>
        string.Join(", ", Intervals.Union(numbers.Select(number => new AddressRange(number, number))));

    private sealed record Piece
    {
        public required HashSet<ClientGroup> Clients { get; init; }

        public required HashSet<int> Units { get; init; }

        public required HashSet<int> Functions { get; init; }

        public required int File { get; init; }

        public required string How { get; init; }

        public required bool IsPinned { get; init; }

        public required List<AddressRange> Ranges { get; init; }

        public required DifferenceWitness? Witness { get; init; }

        public string Rest => $"{File};{How};{IsPinned};{Witness is null};{string.Join(',', Ranges)}";
    }
}
