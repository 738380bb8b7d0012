using System.Net;
using OtEdge.Core.Policy;

namespace OtEdge.Tests.Policy;

/// <summary>
/// The judging of a policy as its specification says it, rule by rule and address by address, to compare the compiled rules with.
/// It shares no code with them and knows no shortcut.
/// </summary>
internal sealed class NaiveRules(PolicyDocument policy)
{
    private readonly NaiveValues values = new();
    private readonly List<(string Rule, IPAddress Client, long Ticks)> uses = [];

    public void Learn(byte unit, RegisterSpace space, int address, int count, ReadOnlySpan<byte> data) =>
        values.Learn(unit, space, address, count, data);

    public Decision Decide(in Operation operation, ClientIdentity client, JudgingTime now)
    {
        for (int i = 0; i < policy.Pinned.Count; i++)
        {
            if (Pins(policy.Pinned[i], operation, client))
            {
                return new Decision(DecisionReason.Pinned, i);
            }
        }

        if (operation.Class == OperationClass.Malformed
            || (operation.Space != RegisterSpace.None && (operation.Count < 1 || operation.Address + operation.Count > 65536)))
        {
            return new Decision(DecisionReason.Malformed);
        }

        List<int> candidates = Rules(rule => rule.Clients.Count == 0 || rule.Clients.Any(c => IsClient(c, client)), Enumerable.Range(0, policy.Rules.Count));
        if (candidates.Count == 0)
        {
            return new Decision(DecisionReason.Client);
        }

        OperationClass operationClass = operation.Class;
        FunctionId function = operation.Function;
        candidates = Rules(rule => NamesFunction(rule.Classes, rule.Functions, operationClass, function), candidates);
        if (candidates.Count == 0)
        {
            return new Decision(DecisionReason.Function);
        }

        int onAnyUnit = candidates[0];
        byte unit = operation.Unit;
        candidates = Rules(rule => NamesUnit(rule.Units, unit), candidates);
        return candidates.Count == 0
            ? new Decision(DecisionReason.Unit, onAnyUnit)
            : DecideByAddress(candidates, operation, client, now);
    }

    private static bool IsClient(ClientSelector selector, ClientIdentity client) =>
        (selector.ApplicationUri is null || selector.ApplicationUri == client.ApplicationUri)
        && (selector.Addresses.Count == 0 || selector.Addresses.Any(network => network.Contains(client.Address)));

    private static bool NamesFunction(
        OperationClasses classes, IReadOnlyList<FunctionId> functions, OperationClass operationClass, FunctionId function) =>
        classes.HasFlag((OperationClasses)(1 << (int)operationClass))
        || functions.Any(named => named.Code == function.Code && (named.Sub < 0 || named.Sub == function.Sub));

    private static bool NamesUnit(IReadOnlyList<AddressRange> units, int unit) =>
        units.Count == 0 || units.Any(range => range.First <= unit && unit <= range.Last);

    private static bool Pins(PinnedRefusal pin, in Operation operation, ClientIdentity client)
    {
        bool namesIt = pin.Functions.Count > 0
            && NamesFunction(OperationClasses.None, pin.Functions, operation.Class, operation.Function);
        if (!(pin.Clients.Count == 0 || pin.Clients.Any(selector => IsClient(selector, client)))
            || !NamesUnit(pin.Units, operation.Unit)
            || !NamesFunction(pin.Classes, pin.Functions, operation.Class, operation.Function))
        {
            return false;
        }

        if (pin.Ranges.Count == 0)
        {
            return true;
        }

        if (operation.Space == RegisterSpace.None)
        {
            return namesIt;
        }

        for (int address = operation.Address; address < operation.Address + operation.Count; address++)
        {
            foreach (SpaceRange range in pin.Ranges)
            {
                if (range.Space == operation.Space && range.File == operation.File
                    && range.Range.First <= address && address <= range.Range.Last)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Reaches(Rule rule, in Operation operation, int address)
    {
        foreach (SpaceRange range in rule.Ranges)
        {
            if (range.Space == operation.Space && range.File == operation.File
                && range.Range.First <= address && address <= range.Range.Last)
            {
                return true;
            }
        }

        return rule.Ranges.Count == 0;
    }

    private static int Order(DecisionReason reason) => reason switch
    {
        DecisionReason.Rate => 4,
        DecisionReason.Step => 3,
        DecisionReason.Value => 2,
        DecisionReason.TornValue => 1,
        _ => 0,
    };

    private List<int> Rules(Func<Rule, bool> holds, IEnumerable<int> among) => [.. among.Where(rule => holds(policy.Rules[rule]))];

    private Decision DecideByAddress(List<int> candidates, in Operation operation, ClientIdentity client, JudgingTime now)
    {
        int first = operation.Address, last = operation.Address + operation.Count - 1;
        var closest = new Decision(DecisionReason.Range, Closest(candidates, operation));
        foreach (int index in candidates)
        {
            if (operation.Space != RegisterSpace.None && ReachEnd(index, operation, first) < last)
            {
                continue;
            }

            DecisionReason reason = Judge(index, operation, first, last, client, now, out DecisionNotes notes);
            if (reason == DecisionReason.Allowed)
            {
                Use(index, client, now);
                return new Decision(reason, index, notes);
            }

            if (Order(reason) > Order(closest.Reason))
            {
                closest = new Decision(reason, index);
            }
        }

        if (!policy.AllowSpan || operation.Space == RegisterSpace.None)
        {
            return closest;
        }

        Decision together = new NaiveSpan(
            candidates,
            operation.Address,
            last,
            Ends(candidates, operation)).Decide(Judgements(candidates, operation, client, now), out List<int> used);
        used.Distinct().ToList().ForEach(rule => Use(rule, client, now));
        return together.IsAllowed || (closest.Reason == DecisionReason.Range && together.Reason != DecisionReason.Range)
            ? together
            : closest;
    }

    // For every rule and start in the operation, the last address that its range reaches without a gap; before the start: none.
    private Dictionary<(int Rule, int Start), int> Ends(List<int> candidates, in Operation operation)
    {
        var ends = new Dictionary<(int, int), int>();
        foreach (int rule in candidates)
        {
            for (int start = operation.Address; start < operation.Address + operation.Count; start++)
            {
                ends[(rule, start)] = Math.Min(ReachEnd(rule, operation, start), operation.Address + operation.Count - 1);
            }
        }

        return ends;
    }

    private Dictionary<(int Rule, int Start, int End), (DecisionReason Reason, DecisionNotes Notes)> Judgements(
        List<int> candidates, in Operation operation, ClientIdentity client, JudgingTime now)
    {
        var judgements = new Dictionary<(int, int, int), (DecisionReason, DecisionNotes)>();
        foreach (((int rule, int start), int last) in Ends(candidates, operation))
        {
            for (int end = start; end <= last; end++)
            {
                judgements[(rule, start, end)] =
                    (Judge(rule, operation, start, end, client, now, out DecisionNotes notes), notes);
            }
        }

        return judgements;
    }

    private int ReachEnd(int index, in Operation operation, int start)
    {
        int end = start - 1;
        while (end < 65535 && end - start < operation.Count && Reaches(policy.Rules[index], operation, end + 1))
        {
            end++;
        }

        return end;
    }

    private int Closest(List<int> candidates, in Operation operation)
    {
        foreach (int index in candidates)
        {
            foreach (SpaceRange range in policy.Rules[index].Ranges)
            {
                if (range.Space == operation.Space && range.File == operation.File)
                {
                    return index;
                }
            }
        }

        return candidates[0];
    }

    private DecisionReason Judge(
        int index, in Operation operation, int first, int last, ClientIdentity client, JudgingTime now, out DecisionNotes notes)
    {
        Rule rule = policy.Rules[index];
        DecisionReason reason = values.Judge(rule, operation, first, last, out bool stepUnknown);
        notes = (stepUnknown ? DecisionNotes.StepUnknown : 0)
            | (rule.Expires <= now.Utc ? DecisionNotes.Expired : 0);
        if (reason != DecisionReason.Allowed)
        {
            return reason;
        }

        bool hasRoom = rule.Rate is not { } rate
            || uses.Count(use => use.Rule == rule.Id && use.Client.Equals(client.Address) && use.Ticks > now.Ticks - rate.Window.Ticks)
                < rate.Count;
        return hasRoom ? DecisionReason.Allowed : DecisionReason.Rate;
    }

    private void Use(int index, ClientIdentity client, JudgingTime now) =>
        uses.Add((policy.Rules[index].Id, client.Address, now.Ticks));
}
