using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Changes;

/// <summary>Says changes in words.</summary>
internal static class ChangeWords
{
    /// <summary>What a change changes, such as <c>monitor to enforce (write)</c>.</summary>
    public static string Summary(StagedChange change)
    {
        PostureRecord from = change.From;
        PostureRecord to = change.To;
        var parts = new List<string>();
        if (from.Mode != to.Mode)
        {
            parts.Add($"{Words.Of(from.Mode)} to {Words.Of(to.Mode)}");
        }

        if (to.Mode == ConduitMode.Enforce && (from.Mode != ConduitMode.Enforce || !Postures.Same(from.Scope, to.Scope)))
        {
            parts.Add($"scope {ScopeText(to.Scope)}");
        }

        if (from.PolicyDigest != to.PolicyDigest)
        {
            parts.Add($"policy {Short(from.PolicyDigest)} to {Short(to.PolicyDigest)}");
        }

        if (from.OnFault != to.OnFault)
        {
            parts.Add($"on-fault {Words.Of(from.OnFault)} to {Words.Of(to.OnFault)}");
        }

        if (from.RefuseWith != to.RefuseWith)
        {
            parts.Add($"refuse-with {Words.Of(from.RefuseWith)} to {Words.Of(to.RefuseWith)}");
        }

        return parts.Count == 0 ? "no difference" : string.Join(", ", parts);
    }

    /// <summary>What came of a proposal or step, and what to do next.</summary>
    public static string Message(StagedChange change)
    {
        string what = change.State switch
        {
            ChangeState.Draft => $"{change.Id} is a draft, nothing has changed",
            ChangeState.Trial =>
                $"{change.Id} is on trial: {Summary(change)}. It goes back by itself at {Moment(change.Deadline)}",
            ChangeState.Soak => $"{change.Id} is in soak: {Summary(change)}",
            ChangeState.Confirmed => $"{change.Id} is confirmed: {Summary(change)}",
            ChangeState.Withdrawn or ChangeState.Rejected or ChangeState.Stale =>
                $"{change.Id} is {ChangeWording.Of(change.State)}; nothing has changed",
            ChangeState.RolledBack => $"{change.Id} went back to {Words.Of(change.From.Mode)}: {change.Outcome}",
            _ => $"{change.Id} is {ChangeWording.Of(change.State)}, nothing has changed yet",
        };
        IEnumerable<string> waits = change.State is ChangeState.Trial or ChangeState.Draft
            ? []
            : ChangeWaits.Of(change).Select(wait => $" It waits for: {wait.TrimEnd('.')}.");
        string next = Next(change);
        return $"{what}.{string.Concat(waits)}{(next.Length > 0 ? $" {next}" : "")}".Replace("..", ".", StringComparison.Ordinal);
    }

    /// <summary>What can be done next; empty once it has ended.</summary>
    public static string Next(StagedChange change) => change.Stage switch
    {
        Stage.Draft when change.OpenQuestions.Any() =>
            $"Answer with: otedge change answer {change.Id} {string.Join(" ", change.OpenQuestions.Select(question => $"--{ChangeWording.Word(question)} TEXT"))}",
        Stage.Draft or Stage.Ready when change.Terms.Governance == Governance.Solo => $"Start it with: otedge change arm {change.Id}",
        Stage.Draft => $"Have it checked with: otedge change check {change.Id}",
        Stage.Checked or Stage.Shadowing =>
            $"Ask the gates again with: otedge change check {change.Id}; or pass over them with: otedge change arm {change.Id} --override TEXT",
        Stage.Ready => $"Somebody else approves with: otedge change approve {change.Id}",
        Stage.Approved => $"Start it with: otedge change arm {change.Id}",
        Stage.Armed => $"It starts by itself; take it back with: otedge change withdraw {change.Id}",
        Stage.Trial => $"Keep it with: otedge change confirm {change.Id}; take it back at once with: otedge change abort {change.Id}",
        Stage.Soak { Coverage.Holds: true } => $"End the soak for good with: otedge change confirm {change.Id}",
        Stage.Soak => $"End the soak later with: otedge change confirm {change.Id}; take it back at once with: otedge change hurt {change.Id}",
        Stage.RolledBack { Cause: RollbackCause.Restart } => $"Evidence and approvals still hold; try it again with: otedge change arm {change.Id}",
        _ => "",
    };

    /// <summary>The result of a step.</summary>
    public static ChangeResult Result(StagedChange change) => new()
    {
        Id = change.Id,
        State = Words.Of(change.State),
        Conduit = change.Conduit,
        Deadline = change.Deadline,
        Tightens = change.Stage.Clearance?.Check.Tightens ?? false,
        Version = change.Version,
        Token = ChangeViews.TokenOf(change),
        WaitsFor = ChangeWaits.Of(change),
        Message = Message(change),
    };

    private static string ScopeText(EnforcementScope scope)
    {
        string classes = scope.Classes.HasFlag(OperationClasses.Modbus) ? "everything" : string.Join("+", Words.Of(scope.Classes));
        return Words.ClientsOf(scope) is { } clients ? $"{classes} for {string.Join("+", clients)}" : classes;
    }

    private static string Short(string? digest) => digest is null ? "none" : digest[..Math.Min(8, digest.Length)];

    private static string Moment(DateTimeOffset? moment) => $"{moment?.UtcDateTime:HH:mm:ss} UTC";
}
