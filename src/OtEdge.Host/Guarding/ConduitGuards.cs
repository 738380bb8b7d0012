using OtEdge.Core.Staging;
using OtEdge.Core.Tags;
using OtEdge.Host.Gateway;
using OtEdge.Host.Tags;
using OtEdge.Settings.Model;

namespace OtEdge.Host.Guarding;

/// <summary>
/// Asks the guards of a conduit, each by itself. Those that compare count only what was there before the change: neither a newcomer's
/// traffic nor its connections move a posture. Thread-safe.
/// </summary>
/// <param name="ledger">The clock, and the way to the journal.</param>
/// <param name="tags">The present values.</param>
/// <param name="baselines">Knows how conduits were.</param>
/// <param name="refusals">Sees refusals of what was legitimate.</param>
internal sealed class ConduitGuards(Ledger ledger, TagBook tags, BaselineBook baselines, RefusalWatch refusals)
{
    private const int AnswersMin = 5;
    private const int ExceptionsMin = 3;
    private const int NamedMax = 5;
    private const double ExceptionShareMin = 0.01;

    // Twice of next to nothing is still next to nothing.
    private static readonly TimeSpan SlowerMin = TimeSpan.FromMilliseconds(10);

    /// <summary>What each guard says, those first that need no comparison.</summary>
    /// <param name="live">The conduit.</param>
    /// <param name="change">A change that is about to take effect, or has.</param>
    /// <param name="asked">What the settings ask.</param>
    public IEnumerable<GuardLook> Look(LiveConduit live, StagedChange change, GuardSettings asked)
    {
        yield return new GuardLook("own-health", Health(live, change));
        if (live.State.Running is not { } running)
        {
            yield break;
        }

        foreach (string tag in asked.Heartbeat.Where(tag => baselines.IsBehind(tag, live)))
        {
            yield return new GuardLook("heartbeat", Heartbeat(tag, asked));
        }

        if (!change.IsInForce || baselines.Of(live, change, ledger.Moment.Ticks) is not { } baseline)
        {
            yield break;
        }

        yield return new GuardLook("refused-flows", refusals.BreachOf(change.Id) is { } refused
            ? Fact.False($"refused what was legitimate before: {refused}")
            : Fact.True($"nothing of {baseline.Flows.Count} known flows was refused"));
        yield return new GuardLook("client-silence", Silence(live, baseline, asked));
        yield return new GuardLook("sessions", Sessions(live, baseline, asked));
        if (baseline is { Replies: { } before, Lately: { } window })
        {
            ReplyCounts lately = window.Look(ReplyCounts.Of(running), ledger.Moment.Ticks);
            string? stranger = running.Connections.Select(open => open.Client.Address.ToString()).FirstOrDefault(client => !baseline.Knows(client));
            yield return new GuardLook("exceptions", stranger is null ? Exceptions(before, lately, asked) : NotComparable(stranger));
            yield return new GuardLook("device-latency", stranger is null ? Latency(before, lately, asked) : NotComparable(stranger));
        }
    }

    // Counts are those of all clients together.
    private static Fact NotComparable(string stranger) => Fact.True($"not compared while {stranger} is connected, which was not there all the time before");

    private static Fact Exceptions(ReplyCounts before, ReplyCounts lately, GuardSettings asked)
    {
        double most = asked.ExceptionsFactor * Math.Max(before.ExceptionShare, ExceptionShareMin);
        return lately.Replies < AnswersMin ? Fact.True($"{lately.Replies} replies lately are too few to compare")
            : lately.Exceptions < ExceptionsMin || lately.ExceptionShare <= most
                ? Fact.True($"{100 * lately.ExceptionShare:0.#} of 100 replies are exceptions, {100 * before.ExceptionShare:0.#} before")
                : Fact.False($"{100 * lately.ExceptionShare:0.#} of 100 replies are exceptions, {100 * before.ExceptionShare:0.#} before");
    }

    private static Fact Latency(ReplyCounts before, ReplyCounts lately, GuardSettings asked)
    {
        if (before.Timed < AnswersMin || lately.Timed < AnswersMin)
        {
            return Fact.True($"{before.Timed} answers before and {lately.Timed} lately are too few to compare");
        }

        TimeSpan was = before.HalfTook;
        TimeSpan takes = lately.HalfTook;
        string words = $"half of the device's answers take longer than {Milliseconds(takes)}, {Milliseconds(was)} before";
        return takes > was * asked.LatencyFactor && takes - was > SlowerMin ? Fact.False(words) : Fact.True(words);
    }

    private static string Watched(IReadOnlySet<string> clients, string did) => clients.Count == 0
        ? $"no client {did} in the minute before, so none is watched"
        : $"as before: {string.Join(", ", clients.Order(StringComparer.Ordinal).Take(NamedMax))}{(clients.Count > NamedMax ? $" and {clients.Count - NamedMax} more" : "")}";

    private static string Milliseconds(TimeSpan time) => $"{time.TotalMilliseconds:0.##} ms";

    private Fact Health(LiveConduit live, StagedChange change) =>
        live.State is { Running: null } or { Fault: not null } ? Fact.False($"{live.Name} does not run as it should: {live.State.Fault}")
        : refusals.FaultOf(change.Id) is { } fault ? Fact.False($"OtEdge failed to judge: {fault}")
        : change.IsInForce && ledger.Fault is { } unwritten ? Fact.Unknown($"OtEdge cannot write its journal: {unwritten}")
        : Fact.True("OtEdge runs as it should");

    private Fact Heartbeat(string tag, GuardSettings asked)
    {
        TagValue value = tags.Now(tag, asked.Grace);
        return value.Trusted is null ? Fact.Unknown($"heartbeat {tag} {value.Why}")
            : value.UnchangedFor > asked.ClientSilence
                ? Fact.False($"heartbeat {tag} has not changed for {value.UnchangedFor.Value.TotalSeconds:0} s")
                : Fact.True($"heartbeat {tag} beats");
    }

    private Fact Silence(LiveConduit live, GuardBaseline baseline, GuardSettings asked)
    {
        foreach (string client in baseline.Pollers)
        {
            TimeSpan silence = baselines.SilenceOf(live.Name, client, ledger.Moment.Ticks);
            if (silence > asked.ClientSilence)
            {
                return Fact.False($"{client} asked all the time before, and has been silent for {silence.TotalSeconds:0} s");
            }
        }

        return Fact.True(Watched(baseline.Pollers, "asked all the time"));
    }

    private Fact Sessions(LiveConduit live, GuardBaseline baseline, GuardSettings asked)
    {
        foreach (string client in baseline.Holders)
        {
            TimeSpan lost = baselines.LostFor(live.Name, client, ledger.Moment.Ticks);
            if (lost > asked.ClientSilence)
            {
                return Fact.False($"{client} held its connection all the time before, and has had none that lasts for {lost.TotalSeconds:0} s");
            }
        }

        return Fact.True(Watched(baseline.Holders, "held a connection all the time"));
    }
}
