using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Coverage;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Evidence;

/// <summary>Signed rehearsals: what rare regimes do, as their owners say.</summary>
/// <param name="deck">The conduits.</param>
/// <param name="site">The settings in force.</param>
/// <param name="record">The record, with all that was seen up to now.</param>
/// <param name="time">The clock.</param>
internal sealed class RehearsalDesk(ConduitDeck deck, Func<Site> site, Func<IFlowStore> record, TimeProvider time)
{
    private const int NoteLengthMax = 500;
    private const int FlowsMax = 1_000_000;

    /// <summary>Signs a list.</summary>
    /// <param name="conduit">Name of the conduit.</param>
    /// <param name="request">The list.</param>
    /// <param name="user">Who signs.</param>
    /// <param name="regimes">The regimes there are.</param>
    public Answer<SignedRehearsalView> Sign(string conduit, RehearsalRequest request, string user, IReadOnlyList<string> regimes)
    {
        Answer<LiveConduit> found = deck.Find(conduit);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        if (request.Regime is not { } regime || !regimes.Contains(regime))
        {
            return Unknown.Named("regime", request.Regime ?? "", regimes);
        }

        if (request.Note is { Length: > NoteLengthMax })
        {
            return Invalid("Note too long", $"expected a note of at most {NoteLengthMax} characters.");
        }

        string[] lines = RehearsalList.Lines(request.Operations ?? "");
        if (lines.Length is 0 or > RehearsalList.OperationsMax)
        {
            return Invalid("No list", $"expected 1 to {RehearsalList.OperationsMax} operations, one a line; found {lines.Length}.");
        }

        string[] problems = [.. lines.Select(line => (line, RehearsalList.Read(site(), line).Problem))
            .Where(read => read.Problem.Length > 0).Select(read => $"\"{read.line}\": {read.Problem}")];
        if (problems.Length > 0)
        {
            return Invalid("Unreadable operations", string.Join(" | ", problems));
        }

        string operations = string.Join('\n', lines);
        var signed = new SignedRehearsal
        {
            Conduit = conduit,
            Regime = regime,
            Operations = operations,
            Digest = RehearsalList.DigestOf(conduit, regime, operations),
            By = user,
            At = time.GetUtcNow(),
            Note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(),
        };
        return Ask(() =>
        {
            IFlowStore store = record();
            store.Keep(signed);
            return (Answer<SignedRehearsalView>)View(Check(store, found.Value, signed));
        });
    }

    /// <summary>The last of each regime.</summary>
    public Answer<SignedRehearsalView[]> Last(string conduit)
    {
        Answer<LiveConduit> found = deck.Find(conduit);
        return !found.IsDone ? found.Refusal : Ask(() =>
        {
            IFlowStore store = record();
            return (Answer<SignedRehearsalView[]>)(SignedRehearsalView[])[.. store.Rehearsals(conduit).Select(signed => View(Check(store, found.Value, signed)))];
        });
    }

    /// <summary>A checked rehearsal for people.</summary>
    public static SignedRehearsalView View(RehearsedRegime rehearsed) => new()
    {
        Regime = rehearsed.Signed.Regime,
        By = rehearsed.Signed.By,
        At = rehearsed.Signed.At,
        SignedDigest = rehearsed.Signed.Digest,
        Note = rehearsed.Signed.Note,
        Stands = rehearsed.IsMet,
        Operations = [.. rehearsed.Operations.Select(one => new RehearsedOperationView(one.Text, one.IsSeen, one.IsAllowed, one.Why))],
    };

    private static Refusal Invalid(string title, string detail) => new(RefusalKind.Invalid, title, detail);

    private static Answer<T> Ask<T>(Func<Answer<T>> ask)
        where T : class
    {
        try
        {
            return ask();
        }
        catch (IOException fault)
        {
            return new Refusal(RefusalKind.Failed, "Record cannot be used", $"the record cannot be read or written: {fault.Message}");
        }
    }

    private RehearsedRegime Check(IFlowStore store, LiveConduit live, SignedRehearsal signed)
    {
        RuleSet rules = deck.Shelf.Rules(live.State.Standing.PolicyDigest) ?? RuleSet.None;
        return RehearsalList.Check(
            signed, site(), rules, store.Flows(new FlowQuery { Conduit = live.Name, CountMax = FlowsMax }), time.GetUtcNow());
    }
}
