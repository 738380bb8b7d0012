using OtEdge.Console.Api;
using OtEdge.Core.Staging.Exempting;
using OtEdge.Core.Staging.Governing;
using OtEdge.Host.Changes;

namespace OtEdge.Host.Exempting;

/// <summary>Shows permits as the API does.</summary>
internal static class PermitViews
{
    /// <summary>The view of one.</summary>
    /// <param name="permit">As it stands.</param>
    /// <param name="left">How much of its time is left; null: it does not run.</param>
    /// <param name="missing">Approvals that are missing.</param>
    public static PermitView Of(Permit permit, TimeSpan? left, IReadOnlyList<PlantFunction?> missing) => new()
    {
        Id = permit.Id,
        Conduit = permit.Conduit,
        Client = permit.Client.Text,
        State = permit.EndedAt is not null ? "ended" : permit.BeganAt is not null ? "running" : "asked",
        By = permit.By,
        At = permit.At,
        Reason = permit.Reason,
        For = DurationText.Of(permit.For),
        Left = left is { } time ? DurationText.Of(TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds))) : null,
        ApprovedBy = [.. permit.Approvals.Select(approval => approval.By)],
        Missing = [.. missing.Select(Word)],
        BeganAt = permit.BeganAt,
        EndedAt = permit.EndedAt,
        Ending = permit.Ending,
    };

    /// <summary>The view of one on its conduit.</summary>
    /// <param name="live">The permit.</param>
    /// <param name="nowTicks">The data plane's time; null: the conduit does not run.</param>
    public static PermitView Of(LivePermit live, long? nowTicks) => Of(
        live.Permit, live.Permit.IsRunning && nowTicks is { } now ? TimeSpan.FromTicks(Math.Max(0, live.EndsTicks - now)) : null, []);

    /// <summary>Whose approval it is.</summary>
    public static string Word(PlantFunction? function) => function is { } named ? Words.Of(named) : "another person";
}
