using System.Net;
using OtEdge.Console.Api;
using OtEdge.Core.Auditing;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging.Exempting;
using OtEdge.Core.Staging.Governing;
using OtEdge.Core.Zones;
using OtEdge.Host.Changes;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Exempting;

/// <summary>
/// Time-boxed exceptions for one client. They take the approvals of a loosening. Their time is monotonic and counts only while the
/// gateway runs; at its end there is no new connection, and a running one is never cut. The caller has the turn.
/// </summary>
/// <param name="scene">What it works on.</param>
/// <param name="authority">Tells who may and who speaks for what.</param>
/// <param name="news">Tells listeners.</param>
internal sealed class PermitDesk(ChangeScene scene, ChangeAuthority authority, ConduitNews news)
{
    private const int ReasonLengthMax = 500;
    private const int OnConduitMax = 20;
    private static readonly TimeSpan ForMax = TimeSpan.FromDays(7);
    private static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(1);

    private IReadOnlyList<Permit> ended = [];
    private int lastNumber;

    /// <summary>Every permit, oldest first.</summary>
    public IReadOnlyList<LivePermit> All =>
    [
        .. ended.Select(permit => new LivePermit(permit, 0))
            .Concat(scene.Deck.All.SelectMany(live => live.State.Permits))
            .OrderBy(permit => permit.Permit.Id, StringComparer.Ordinal),
    ];

    /// <summary>Takes up what the journal has, after a start: what has time left goes on with that.</summary>
    public void TakeUp()
    {
        IReadOnlyList<Permit> known = scene.Ledger.Journal.Exemptions.Permits();
        ended = [.. known.Where(permit => permit.EndedAt is not null)];
        lastNumber = known.Count;
        foreach (IGrouping<string, Permit> permits in known.Where(permit => permit.EndedAt is null).GroupBy(permit => permit.Conduit))
        {
            if (scene.Deck.Find(permits.Key).Value is { } live)
            {
                Set(live, [.. permits.Select(permit => new LivePermit(permit, EndsTicks(permit)))]);
            }
        }
    }

    /// <summary>Asks for a permit; where governance lets its author approve it, it begins at once.</summary>
    public Answer<PermitView> Ask(string conduit, PermitRequest request, string user)
    {
        Answer<LiveConduit> found = scene.Deck.Find(conduit);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        if ((authority.ForbidsPermit(user) ?? Wrong(found.Value, request)) is { } refusal)
        {
            return refusal;
        }

        if (ClientOf(request.Client) is not { } client)
        {
            return new Refusal(
                RefusalKind.Invalid, "Unknown client", $"\"{request.Client}\" is neither an asset of the site nor an address; expected one of them.");
        }

        _ = DurationText.TryParse(request.For, out TimeSpan time);
        LiveConduit live = found.Value;
        var permit = new Permit
        {
            Id = $"p-{++lastNumber:D4}",
            Conduit = conduit,
            Client = client,
            By = user,
            At = scene.Ledger.Now,
            Reason = request.Reason!.Trim(),
            For = time,
        };
        string text = $"{permit.Id}: {client.Text} asks for {DurationText.Of(time)} on {conduit}: {permit.Reason}";
        if (Keep(permit, "asked", user, text) is { } unwritten)
        {
            return unwritten;
        }

        Set(live, [.. live.State.Permits, new LivePermit(permit, 0)]);
        return scene.Loader.Site.Governance == Governance.Solo ? Approve(permit.Id, user) : View(permit);
    }

    /// <summary>Takes an approval; with the last one it begins.</summary>
    public Answer<PermitView> Approve(string id, string user)
    {
        if (Open(id) is not { } found)
        {
            return Closed(id);
        }

        (LiveConduit live, Permit permit) = found;
        Actor by = authority.ActorOf(user);
        if ((authority.Forbids(user, ChangeStep.Approve) ?? ApprovalRefusal(live, permit, by)) is { } refusal)
        {
            return refusal;
        }

        PlantFunction? seat = Missing(live, permit).FirstOrDefault(function => function is null || by.Functions.Contains(function.Value));
        Permit approved = permit with { Approvals = [.. permit.Approvals, new Approval(user, seat, scene.Ledger.Now, permit.Id)] };
        bool begins = Missing(live, approved).Count == 0;
        Permit next = begins ? approved with { BeganAt = scene.Ledger.Now } : approved;
        string text = begins
            ? $"{id} has begun: for {DurationText.Of(next.For)} {next.Client.Text} is refused by pins only on {next.Conduit}"
            : $"{id} was approved by {user}";

        // What loosens by plan can wait for the disk: only going back and break-glass may not.
        if (Keep(next, begins ? "began" : "approved", user, text) is { } unwritten)
        {
            return unwritten;
        }

        Replace(live, next, begins ? EndsTicks(next) : 0);
        return View(next);
    }

    /// <summary>Ends a permit before its time.</summary>
    public Answer<PermitView> End(string id, string user)
    {
        if (Open(id) is not { } found)
        {
            return Closed(id);
        }

        return authority.Forbids(user, ChangeStep.Abort) is { } refusal
            ? refusal
            : View(End(found.Live, found.Permit, user, found.Permit.BeganAt is null ? $"withdrawn by {user}" : $"ended by {user}"));
    }

    /// <summary>Lets time pass: ends what is over, and notes how much of the others is used up.</summary>
    public void Beat()
    {
        long now = scene.Ledger.Moment.Ticks;
        foreach (LiveConduit live in scene.Deck.All)
        {
            foreach (LivePermit running in live.State.Permits.Where(permit => permit.Permit.IsRunning).ToArray())
            {
                Permit permit = running.Permit;
                if (now >= running.EndsTicks)
                {
                    End(live, permit with { Used = permit.For }, AuditNote.Itself, "its time is over; connections that run are not cut");
                    continue;
                }

                TimeSpan used = permit.For - TimeSpan.FromTicks(running.EndsTicks - now);
                if (used - permit.Used >= NotedEvery)
                {
                    Permit noted = permit with { Used = used };
                    scene.Ledger.NowOrLater($"Permit {permit.Id}", journal => journal.Exemptions.Keep(noted, note: null));
                    live.State = live.State with { Permits = Swapped(live, noted, running.EndsTicks) };
                }
            }
        }
    }

    /// <summary>The view of a permit.</summary>
    public PermitView View(Permit permit)
    {
        LiveConduit? live = scene.Deck.Find(permit.Conduit).Value;
        LivePermit? running = live?.State.Permits.FirstOrDefault(other => other.Permit.Id == permit.Id && other.Permit.IsRunning);
        return PermitViews.Of(
            permit,
            running is null ? null : TimeSpan.FromTicks(Math.Max(0, running.EndsTicks - scene.Ledger.Moment.Ticks)),
            live is not null && permit.IsAsked ? Missing(live, permit) : []);
    }

    private Permit End(LiveConduit live, Permit permit, string by, string why)
    {
        Permit over = permit with { EndedAt = scene.Ledger.Now, Ending = why };
        AuditNote note = Note(over, "ended", by, $"{over.Id} of {over.Client.Text} on {over.Conduit} has ended: {why}");
        scene.Ledger.NowOrLater($"Permit {over.Id}", journal => journal.Exemptions.Keep(over, note));
        Replace(live, over, Math.Min(EndsOf(live, over.Id), scene.Ledger.Moment.Ticks));
        return over;
    }

    private long EndsTicks(Permit permit) =>
        permit.BeganAt is null ? 0 : scene.Ledger.Moment.Ticks + Math.Max(0, (permit.For - permit.Used).Ticks);

    private static long EndsOf(LiveConduit live, string id) => live.State.Permits.First(permit => permit.Permit.Id == id).EndsTicks;

    private void Replace(LiveConduit live, Permit permit, long endsTicks)
    {
        Set(live, Swapped(live, permit, endsTicks));
        news.Tell(live, null);
    }

    private static IReadOnlyList<LivePermit> Swapped(LiveConduit live, Permit permit, long endsTicks) =>
        [.. live.State.Permits.Select(other => other.Permit.Id == permit.Id ? new LivePermit(permit, endsTicks) : other)];

    private void Set(LiveConduit live, IReadOnlyList<LivePermit> permits) => scene.Deck.Swap(live, live.State with { Permits = permits });

    private List<PlantFunction?> Missing(LiveConduit live, Permit permit)
    {
        List<PlantFunction?> missing = [.. GovernanceRules.ApprovalsFor(scene.Loader.Site.Governance, live.State.Settings.Essential.Count > 0)];
        foreach (Approval approval in permit.Approvals)
        {
            missing.Remove(approval.For);
        }

        return missing;
    }

    private Refusal? ApprovalRefusal(LiveConduit live, Permit permit, Actor by)
    {
        Governance governance = scene.Loader.Site.Governance;
        if (governance != Governance.Solo && Actor.IsSame(permit.By, by.Name))
        {
            return new Refusal(RefusalKind.Forbidden, "Own permit", $"{permit.Id} was asked for by {permit.By}; somebody else must approve it.");
        }

        if (permit.Approvals.Any(approval => Actor.IsSame(approval.By, by.Name)))
        {
            return new Refusal(RefusalKind.Conflict, "Approved already", $"{by.Name} has approved {permit.Id} already.");
        }

        IReadOnlyList<PlantFunction?> missing = Missing(live, permit);
        return missing.Any(function => function is null || by.Functions.Contains(function.Value))
            ? null
            : new Refusal(
                RefusalKind.Forbidden, "Function is missing", $"{permit.Id} waits for {string.Join(" and ", missing.Select(PermitViews.Word))}.");
    }

    private (LiveConduit Live, Permit Permit)? Open(string id) => scene.Deck.All
        .SelectMany(live => live.State.Permits.Select(permit => (Live: live, permit.Permit)))
        .Where(pair => pair.Permit.Id == id && pair.Permit.EndedAt is null)
        .Select(pair => ((LiveConduit, Permit)?)pair)
        .FirstOrDefault();

    private Refusal Closed(string id) => All.Any(permit => permit.Permit.Id == id)
        ? new Refusal(RefusalKind.Conflict, "Permit has ended", $"{id} has ended; ask for a new one: otedge permit CONDUIT --client NAME --for 2h --reason TEXT.")
        : Unknown.Named("permit", id, All.Select(permit => permit.Permit.Id));

    private Refusal? Keep(Permit permit, string action, string by, string text) =>
        scene.Ledger.TryNow(journal => journal.Exemptions.Keep(permit, Note(permit, action, by, text))) is { } fault
            ? new Refusal(RefusalKind.Failed, "Journal cannot be written", $"{fault} In an emergency break the glass, which waits for no disk.")
            : null;

    private AuditNote Note(Permit permit, string action, string by, string text) => new()
    {
        At = scene.Ledger.Now,
        Kind = AuditKind.Permit,
        Action = action,
        By = by,
        Conduit = permit.Conduit,
        Subject = permit.Id,
        Text = text,
    };

    private ClientSelector? ClientOf(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (scene.Loader.Site.Assets.FirstOrDefault(asset => asset.Name == text) is { } asset)
        {
            return new ClientSelector(asset.Name, asset.Addresses, asset.ApplicationUri);
        }

        return IPAddress.TryParse(text, out IPAddress? address) ? new ClientSelector(text, [new IPNetwork(address, address.GetAddressBytes().Length * 8)])
            : IPNetwork.TryParse(text, out IPNetwork network) && network.PrefixLength > 0 ? new ClientSelector(text, [network])
            : null;
    }

    private static Refusal? Wrong(LiveConduit live, PermitRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > ReasonLengthMax)
        {
            return new Refusal(RefusalKind.Invalid, "No reason", $"say why: --reason TEXT, at most {ReasonLengthMax} characters.");
        }

        if (!DurationText.TryParse(request.For, out TimeSpan time) || time <= TimeSpan.Zero || time > ForMax)
        {
            return new Refusal(RefusalKind.Invalid, "Wrong time", $"for is \"{request.For}\"; expected a duration such as 2h, at most 7d.");
        }

        return live.State.Permits.Count(permit => permit.Permit.EndedAt is null) >= OnConduitMax
            ? new Refusal(RefusalKind.Conflict, "Too many permits", $"{live.Name} has {OnConduitMax} permits already; end some of them first.")
            : null;
    }
}
