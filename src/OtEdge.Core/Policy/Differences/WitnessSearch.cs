using System.Net;

namespace OtEdge.Core.Policy.Differences;

/// <summary>Finds operations that one rule set allows and another refuses, by letting both judge them.</summary>
/// <param name="allowing">Allows.</param>
/// <param name="refusing">Refuses.</param>
/// <param name="effort">Counts the work.</param>
internal sealed class WitnessSearch(RuleSet allowing, RuleSet refusing, Effort effort)
{
    private const int TriesMax = 400;

    /// <summary>Shows what of an allowance is lost.</summary>
    /// <param name="allowance">The part that is not surely covered.</param>
    /// <param name="shape">The function.</param>
    /// <param name="cover">What the other rule set allows there.</param>
    /// <param name="place">Client, unit and file of the operations.</param>
    /// <returns>Addresses, what sets the operations apart, and a witness for each; empty: nothing could be shown.</returns>
    public List<(AddressRange Range, string How, DifferenceWitness Witness)> Find(
        Allowance allowance, FunctionShape shape, Cover cover, (IPAddress Client, byte Unit, int File) place)
    {
        var found = new List<(AddressRange, string, DifferenceWitness)>();
        var candidates = new WitnessCandidates(allowance, shape, cover);
        foreach (AddressRange lost in Intervals.Minus(allowance.Range, cover.Reached))
        {
            DifferenceWitness witness = Placed(candidates.At(lost.First), place);
            if (Difference(witness) is not null)
            {
                found.Add((lost, "", witness));
            }
        }

        var said = new HashSet<(string, AddressRange?)>();
        foreach (DifferenceWitness candidate in candidates.All().Take(TriesMax))
        {
            DifferenceWitness witness = Placed(candidate, place);
            AddressRange range = RangeOf(witness.Operation);
            if (found.Exists(known => known.Item2.Length == 0 && Intervals.Overlap(known.Item1, range)) || Difference(witness) is not { } decision)
            {
                continue;
            }

            (AddressRange at, string how) = RefusalWords.Of(refusing.Policy, witness.Operation, decision, cover.Reached);
            // One request across two rules shows that the others are lost, too; a rate is about all of the allowance.
            bool isRate = decision.Reason == DecisionReason.Rate;
            if (said.Add((how, isRate || how == RefusalWords.InOneRequest ? null : at)))
            {
                found.Add((isRate ? allowance.Range : at, how, witness));
            }
        }

        return found;
    }

    /// <summary>How the refusing rule set decides a witness that the allowing one allows; null: it is no witness.</summary>
    public Decision? Difference(DifferenceWitness witness)
    {
        effort.Take(20L + (40L * witness.Times));
        if (!witness.DecideBy(allowing).IsAllowed)
        {
            return null;
        }

        Decision refused = witness.DecideBy(refusing);
        return refused.IsAllowed ? null : refused;
    }

    /// <summary>A candidate by a client, on a unit and in a file.</summary>
    public static DifferenceWitness Placed(DifferenceWitness witness, (IPAddress Client, byte Unit, int File) place) => witness with
    {
        Operation = Placed(witness.Operation, place),
        Before = witness.Before is null ? null : Placed(witness.Before, place),
    };

    private static AddressRange RangeOf(OperationExample example) =>
        new(example.Address, example.Address + Math.Max(1, example.Count) - 1);

    private static OperationExample Placed(OperationExample example, (IPAddress Client, byte Unit, int File) place) =>
        example with { Client = place.Client, Unit = place.Unit, File = place.File };
}
