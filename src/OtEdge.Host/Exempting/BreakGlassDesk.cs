using OtEdge.Console.Api;
using OtEdge.Core.Auditing;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Exempting;
using OtEdge.Core.Zones;
using OtEdge.Host.Changes;
using OtEdge.Host.Gateway;
using OtEdge.Host.People;

namespace OtEdge.Host.Exempting;

/// <summary>
/// Breaks the glass: one step from every state, with no other precondition than a person, a reason and a time. The data plane is told
/// first; the journal and the audit are owed it when they cannot be written. The caller has the turn.
/// </summary>
/// <param name="scene">What it works on.</param>
/// <param name="runner">Takes the steps of changes.</param>
/// <param name="news">Tells listeners.</param>
/// <param name="people">Tells who may.</param>
internal sealed class BreakGlassDesk(ChangeScene scene, ChangeRunner runner, ConduitNews news, PeopleDesk people)
{
    private const int ReasonLengthMax = 500;
    private static readonly TimeSpan ForDefault = TimeSpan.FromHours(8);
    private static readonly TimeSpan ForMax = TimeSpan.FromDays(7);

    private readonly List<BreakGlass> glasses = [];

    /// <summary>Told of what an alarm should tell.</summary>
    public Action<Finding> Alarm { get; set; } = static _ => { };

    /// <summary>Every break-glass, oldest first.</summary>
    public IReadOnlyList<BreakGlass> All
    {
        get
        {
            lock (glasses)
            {
                return [.. glasses];
            }
        }
    }

    /// <summary>The one that holds on a conduit; null: none.</summary>
    public BreakGlass? On(string conduit) => All.LastOrDefault(glass => glass.Holds && glass.Conduit == conduit);

    /// <summary>True while nothing else may move the posture of a conduit: break-glass holds, and no change leads back yet.</summary>
    public bool IsBroken(string conduit) => On(conduit) is { Return: null };

    /// <summary>Takes up what the journal has, after a start.</summary>
    public void TakeUp()
    {
        lock (glasses)
        {
            glasses.Clear();
            glasses.AddRange(scene.Ledger.Journal.Exemptions.Glasses());
        }
    }

    /// <summary>Breaks the glass of a conduit.</summary>
    public Answer<BreakGlassView> Break(string conduit, BreakGlassRequest request, string user)
    {
        Answer<LiveConduit> found = scene.Deck.Find(conduit);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        if ((people.Forbids(user, PersonRoles.All & ~PersonRoles.Viewer, "break the glass") ?? Wrong(request)) is { } refusal)
        {
            return refusal;
        }

        LiveConduit live = found.Value;
        BreakGlass? earlier = On(conduit);
        PostureRecord confirmed = live.State.Confirmed.Posture;
        BreakGlassForm form = request.Unread ? BreakGlassForm.Unread : request.Finding is null ? BreakGlassForm.Monitor : BreakGlassForm.Flow;
        string id = NextId();
        PostureRecord during = GlassForms.Lowered(confirmed, form);
        if (form == BreakGlassForm.Flow)
        {
            Answer<PolicyDocument> policy = PolicyWith(live, request.Finding!, id);
            if (!policy.IsDone)
            {
                return policy.Refusal;
            }

            scene.Deck.Shelf.Put(policy.Value);
            scene.Ledger.NowOrLater($"Policy of {id}", journal => journal.Keep(scene.Ledger.RevisionOf(policy.Value)));
            during = confirmed with { PolicyDigest = policy.Value.Digest };
        }

        var glass = new BreakGlass
        {
            Id = id,
            Conduit = conduit,
            Form = form,
            Before = earlier?.Before ?? confirmed,
            During = during,
            By = user,
            At = scene.Ledger.Now,
            Reason = request.Reason!.Trim(),
            For = ForOf(request),
            Finding = request.Finding,
        };
        Loosen(live, glass, earlier);
        return GlassViews.Of(glass);
    }

    /// <summary>Keeps a break-glass as it now stands, in memory at once and in the journal as soon as it can be written.</summary>
    public void Put(BreakGlass glass, string action, string by, string text, ConduitRecord? confirmed = null)
    {
        lock (glasses)
        {
            int index = glasses.FindIndex(other => other.Id == glass.Id);
            if (index < 0)
            {
                glasses.Add(glass);
            }
            else
            {
                glasses[index] = glass;
            }
        }

        var note = new AuditNote
        {
            At = scene.Ledger.Now,
            Kind = AuditKind.BreakGlass,
            Action = action,
            By = by,
            Conduit = glass.Conduit,
            Subject = glass.Id,
            Text = text,
        };
        scene.Ledger.NowOrLater($"Break-glass {glass.Id}", journal => journal.Exemptions.Keep(glass, note, confirmed));
        if (scene.Deck.Find(glass.Conduit).Value is { } live)
        {
            live.State = live.State with { Glass = On(glass.Conduit) };
        }
    }

    // 1. a change that is in force goes back; 2. the data plane; 3. the journal; 4. who listens.
    private void Loosen(LiveConduit live, BreakGlass glass, BreakGlass? earlier)
    {
        string words = $"{glass.Id} by {glass.By}: {glass.Reason}";
        Tell(live, new ChangeEvent.GlassBroken(scene.Ledger.Moment, words));
        ConduitRecord before = live.State.Confirmed;
        ConduitRecord confirmed = before with
        {
            Epoch = before.Epoch + 1,
            Since = before.Posture.Mode == glass.During.Mode ? before.Since : glass.At,
            Posture = glass.During,
        };
        scene.Deck.Swap(live, live.State with { Confirmed = confirmed });
        if (earlier is not null)
        {
            Put(earlier with { EndedAt = glass.At, Return = null }, "replaced", glass.By, $"{earlier.Id} is replaced by {glass.Id}");
        }

        Put(glass, "broken", glass.By, $"break-glass on {glass.Conduit}, which {GlassViews.Deed(glass)}: {glass.Reason}", confirmed);
        Tell(live, new ChangeEvent.BaseMoved(scene.Ledger.Moment, confirmed.Epoch, $"break-glass {words}"));
        Alarm(GlassFindings.Holding(glass, scene.Ledger.Now, overdue: false));
        news.Tell(live, null);
    }

    private void Tell(LiveConduit live, ChangeEvent happened)
    {
        if (live.State.InFlight is not null)
        {
            // Refused where it means nothing to the state that the change is in.
            _ = runner.Take(live, happened);
        }
    }

    private Answer<PolicyDocument> PolicyWith(LiveConduit live, string finding, string id)
    {
        if (scene.Deck.Shelf.Policy(live.State.Confirmed.Posture.PolicyDigest) is not { } policy)
        {
            return new Refusal(RefusalKind.Conflict, "No policy", $"{live.Name} has no policy, so nothing of {finding} is refused.");
        }

        try
        {
            scene.Ledger.Journal.Flush(TimeSpan.FromSeconds(1));
            return scene.Ledger.Journal.Finding(finding) is { } found && found.Conduit == live.Name
                ? GlassForms.WithFlow(policy, found, id)
                : new Refusal(RefusalKind.Unknown, "Unknown finding", $"there is no finding \"{finding}\" of {live.Name}; see otedge findings --conduit {live.Name}.");
        }
        catch (IOException fault)
        {
            return new Refusal(RefusalKind.Failed, "Finding unread", $"{fault.Message} Break the glass without --finding, down to monitor.");
        }
    }

    private string NextId() => $"b-{All.Count + 1:D4}";

    private static TimeSpan ForOf(BreakGlassRequest request) =>
        DurationText.TryParse(request.For, out TimeSpan wanted) ? wanted : ForDefault;

    private static Refusal? Wrong(BreakGlassRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > ReasonLengthMax)
        {
            return new Refusal(RefusalKind.Invalid, "No reason", $"say why: --reason TEXT, at most {ReasonLengthMax} characters.");
        }

        if (request.For is not null && (!DurationText.TryParse(request.For, out TimeSpan wanted) || wanted <= TimeSpan.Zero || wanted > ForMax))
        {
            return new Refusal(RefusalKind.Invalid, "Wrong time", $"for is \"{request.For}\"; expected a duration such as 8h, at most 7d.");
        }

        return request.Unread && request.Finding is not null
            ? new Refusal(RefusalKind.Invalid, "Two forms", "expected either --finding or --unread.")
            : null;
    }
}
