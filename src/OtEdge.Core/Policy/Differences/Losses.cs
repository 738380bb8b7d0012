namespace OtEdge.Core.Policy.Differences;

/// <summary>What clients lose by going from one policy to another; the other way round, what they gain.</summary>
/// <param name="from">What held.</param>
/// <param name="to">What comes.</param>
/// <param name="units">The groups of units.</param>
/// <param name="functions">The groups of functions.</param>
/// <param name="effort">Counts the work.</param>
internal sealed class Losses(Side from, Side to, UnitGroups units, FunctionGroups functions, Effort effort)
{
    private readonly WitnessSearch search = new(from.Rules, to.Rules, effort);
    private readonly PinChange pins = new(from, to, units, functions);
    private readonly Dictionary<string, List<Atom>> known = [];

    /// <summary>True when a rate that more operations share than before counts as a loss; a rate that fewer share is no gain.</summary>
    public bool MindsBudgets { get; init; }

    /// <summary>What one group of clients loses; groups that lose the same get the same lists.</summary>
    public IEnumerable<List<Atom>> For(ClientGroup group)
    {
        Figure[] had = from.RulesFor(group), has = to.RulesFor(group);
        effort.Take(had.Length + has.Length + 1);
        List<List<Atom>> lost = [pins.Added(group)];
        bool losesSpan = from.AllowsSpan && !to.AllowsSpan;
        if (!losesSpan && had.Select(figure => figure.Key).SequenceEqual(has.Select(figure => figure.Key)))
        {
            return lost;
        }

        HashSet<string> kept = [.. has.Select(figure => figure.Key)];
        Figure[] pinned = [.. from.PinsFor(group), .. to.PinsFor(group)];
        string pinnedKey = string.Join('&', pinned.Select(pin => pin.Key));
        var unaddressed = new Dictionary<(int Unit, int Function), bool>();
        foreach (Figure figure in had.Where(figure => losesSpan || !kept.Contains(figure.Key) || IsDisturbed(figure, had, has)))
        {
            effort.Take(50);
            if (effort.IsSpent)
            {
                break;
            }

            Figure[] beside = losesSpan || figure.Rate is not null ? [.. had.Where(other => other != figure && figure.MayMeet(other))] : [];
            var scene = new Scene(figure, [.. to.MeetingOf(figure, effort).Where(other => group.IsNamedBy(other.List))], beside, pinned, group) { LosesSpan = losesSpan };
            lost.Add(Known($"{scene.Key};{pinnedKey}", () => OnAddresses(scene)));
            (int Unit, int Function)[] left = [.. LeftWithoutAddress(figure, has, unaddressed)];
            if (left.Length > 0)
            {
                scene = scene with { Meeting = [.. has.Where(other => other.Rate is not null && left.Any(cell => other.IsAbout(cell.Unit, cell.Function)))] };
                lost.Add(Known($"{scene.Key};{pinnedKey};{string.Join(',', left)}", () => WithoutAddress(scene, left)));
            }
        }

        return lost;
    }

    // The rules that share operations with a rated one, and through other rated ones, decide how fast its rate is used up.
    private static IEnumerable<string> AroundInOrder(Figure rated, Figure[] rules)
    {
        HashSet<Figure> around = [rated];
        var open = new Queue<Figure>([rated]);
        while (open.TryDequeue(out Figure? next))
        {
            foreach (Figure met in rules.Where(rule => rule.MayMeet(next)))
            {
                if (around.Add(met) && met.Rate is not null)
                {
                    open.Enqueue(met);
                }
            }
        }

        return around.OrderBy(figure => figure.Index).Select(figure => figure.Key);
    }

    private static HashSet<int> FilesOf(FunctionShape shape, Scene scene)
    {
        if (shape.Space != RegisterSpace.FileRecord)
        {
            return [0];
        }

        IEnumerable<SpaceRange> named = scene.Figure.Ranges.Count > 0
            ? scene.Figure.Ranges
            : scene.Meeting.Concat(scene.Beside).Concat(scene.Pinned).SelectMany(other => other.Ranges);
        HashSet<int> files = [.. named.Where(range => range.Space == RegisterSpace.FileRecord).Select(range => range.File)];
        if (scene.Figure.Ranges.Count == 0)
        {
            files.Add(Enumerable.Range(1, ushort.MaxValue).First(file => !files.Contains(file)));
        }

        return files;
    }

    private bool IsDisturbed(Figure rated, Figure[] had, Figure[] has)
    {
        if (rated.Rate is null || !MindsBudgets)
        {
            return false;
        }

        effort.Take(had.Length + has.Length);
        return from.AllowsSpan != to.AllowsSpan
            || !AroundInOrder(rated, had).SequenceEqual(AroundInOrder(has.First(figure => figure.Key == rated.Key), has));
    }

    private List<Atom> Known(string key, Func<IEnumerable<Atom>> find)
    {
        if (!known.TryGetValue(key, out List<Atom>? atoms))
        {
            known.Add(key, atoms = [.. find()]);
            effort.Found(atoms.Count);
        }

        return atoms;
    }

    // Functions without addresses are covered by any rule that names them and is not rated.
    private IEnumerable<(int Unit, int Function)> LeftWithoutAddress(
        Figure figure, Figure[] has, Dictionary<(int Unit, int Function), bool> covered)
    {
        foreach (int function in figure.Functions.Where(function => functions[function][0].Space == RegisterSpace.None))
        {
            foreach (int unit in figure.Units)
            {
                if (!covered.TryGetValue((unit, function), out bool isCovered))
                {
                    int at = Array.FindIndex(has, other => other.Rate is null && other.IsAbout(unit, function));
                    effort.Take(at < 0 ? has.Length : at);
                    covered.Add((unit, function), isCovered = at >= 0);
                }

                if (!isCovered)
                {
                    yield return (unit, function);
                }
            }
        }
    }

    private IEnumerable<Atom> WithoutAddress(Scene scene, (int Unit, int Function)[] cells)
    {
        // Units that the same rules and pins are about lose the same.
        Figure[] others = [.. scene.Meeting, .. scene.Beside, .. scene.Pinned];
        foreach (var alike in cells.GroupBy(cell => (cell.Function, Others: Numbers(others, other => other.IsAbout(cell.Unit, cell.Function)))))
        {
            effort.Take(others.Length + 5);
            foreach (Atom atom in LossesIn(scene, [.. alike.Select(cell => cell.Unit)], alike.Key.Function, file: 0))
            {
                yield return atom;
            }
        }
    }

    private IEnumerable<Atom> OnAddresses(Scene scene)
    {
        Figure[] others = [.. scene.Meeting, .. scene.Beside, .. scene.Pinned];
        effort.Take((others.Length + 1L) * scene.Figure.Units.Length);
        int[][] rows = [.. scene.Figure.Units.GroupBy(unit => Numbers(others, other => other.Units.AsSpan().BinarySearch(unit) >= 0)).Select(row => row.ToArray())];
        foreach (int function in scene.Figure.Functions.Where(function => functions[function][0].Space != RegisterSpace.None))
        {
            foreach (int file in FilesOf(functions[function][0], scene))
            {
                foreach (int[] row in rows)
                {
                    effort.Take(others.Length + 5);
                    if (effort.IsSpent)
                    {
                        yield break;
                    }

                    foreach (Atom atom in LossesIn(scene, row, function, file))
                    {
                        yield return atom;
                    }
                }
            }
        }
    }

    private static string Numbers(Figure[] figures, Func<Figure, bool> holds) =>
        string.Join(',', Enumerable.Range(0, figures.Length).Where(index => holds(figures[index])));

    private IEnumerable<Atom> LossesIn(Scene scene, int[] row, int function, int file)
    {
        int unit = row[0];
        FunctionShape shape = functions[function][0];
        List<AddressRange> pinned = PinChange.Addresses(scene.Pinned, unit, function, shape, file);
        Allowance[] there = [.. AllowancesOf(scene.Meeting)];
        var cover = new Cover(there, shape.CountMax, to.AllowsSpan);
        var place = (scene.Group.Address, units[unit][0], file);
        foreach (Allowance allowance in Allowance.Of(scene.Figure, shape, file, pinned))
        {
            foreach (Allowance lost in cover.Uncovered(allowance, (rated, other) => RateHolds(scene, rated, other)))
            {
                effort.Take(there.Length);
                var shown = search.Find(lost, shape, cover, place);
                foreach ((AddressRange range, string how, DifferenceWitness witness) in shown)
                {
                    yield return new Atom(row, function, file, range, how) { Witness = witness };
                }

                if (shown.Count == 0)
                {
                    yield return new Atom(row, function, file, lost.Range, UnshownBecause(lost));
                }
            }

            if (scene.LosesSpan && shape.CountMax > 1 && LostTogether(allowance, [.. AllowancesOf(scene.Beside)], cover) is { } together)
            {
                DifferenceWitness witness = new WitnessCandidates(together, shape, cover).All()
                    .Select(candidate => WitnessSearch.Placed(candidate, place)).FirstOrDefault(candidate => search.Difference(candidate) is not null)!;
                yield return new Atom(row, function, file, together.Range, RefusalWords.InOneRequest) { Witness = witness };
            }
        }

        IEnumerable<Allowance> AllowancesOf(IEnumerable<Figure> figures) => figures
            .Where(other => other.IsAbout(unit, function))
            .SelectMany(other => Allowance.Of(other, shape, file, pinned));
    }

    private static string UnshownBecause(Allowance lost) =>
        lost.Figure.Rate is null ? "with some values" : "as often: a rate is shared with other operations";

    // Rules of the old policy that covered operations together; null: no other rule joins in, or the new one covers all of it.
    private static Allowance? LostTogether(Allowance allowance, Allowance[] beside, Cover cover)
    {
        Allowance[] joining = [.. beside.Where(other => Intervals.Touch(other.Range, allowance.Range))];
        AddressRange whole = Intervals.Union(beside.Append(allowance).Select(other => other.Range))
            .First(range => range.Contains(allowance.Range));
        return joining.Length == 0 || cover.IsFree(whole)
            ? null
            : new Allowance(allowance.Figure, whole, [.. beside.Append(allowance).SelectMany(other => other.Bounds).OrderBy(bound => bound.Addresses.First)]);
    }

    private bool RateHolds(Scene scene, Figure rated, Figure other)
    {
        if (rated.Rate is not { } old || other.Rate!.Count < old.Count || other.Rate.Window > old.Window)
        {
            return false;
        }

        return !MindsBudgets || (other.IsWithin(rated) && !TakenElsewhere(scene, other));
    }

    // Operations that an earlier rule let through without using the rate would use it up now.
    private bool TakenElsewhere(Scene scene, Figure other) => from.AllowsSpan || to.AllowsSpan
        ? scene.Beside.Length > 0 || scene.Meeting.Any(there => there != other)
        : scene.Beside.Any(there => there.Index < scene.Figure.Index);

    private sealed record Scene(Figure Figure, Figure[] Meeting, Figure[] Beside, Figure[] Pinned, ClientGroup Group)
    {
        public bool LosesSpan { get; init; }

        public string Key => $"{Figure.Index};{Indexes(Meeting)};{Indexes(Beside)}";

        private static string Indexes(IEnumerable<Figure> figures) => string.Join(',', figures.Select(figure => figure.Index));
    }
}
