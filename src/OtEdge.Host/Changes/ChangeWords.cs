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
    public static string Message(StagedChange change) => change.State switch
    {
        ChangeState.Draft =>
            $"{change.Id} is a draft, nothing has changed; start it with: otedge change arm {change.Id}",
        ChangeState.Trial =>
            $"{change.Id} is on trial: {Summary(change)}. It goes back by itself at {Moment(change.Deadline)}; "
            + $"keep it with: otedge change confirm {change.Id}",
        ChangeState.Confirmed => $"{change.Id} is confirmed: {Summary(change)}. There is no soak yet: watch it with otedge status",
        ChangeState.Withdrawn => $"{change.Id} is withdrawn; nothing has changed",
        _ => $"{change.Id} went back to {Words.Of(change.From.Mode)}: {change.Outcome}",
    };

    /// <summary>The result of a step.</summary>
    public static ChangeResult Result(StagedChange change, bool tightens) => new()
    {
        Id = change.Id,
        State = Words.Of(change.State),
        Conduit = change.Conduit,
        Deadline = change.Deadline,
        Tightens = tightens,
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
