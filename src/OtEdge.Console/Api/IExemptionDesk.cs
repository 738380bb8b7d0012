namespace OtEdge.Console.Api;

/// <summary>Break-glass and permits.</summary>
public interface IExemptionDesk
{
    /// <summary>Every break-glass, newest first.</summary>
    BreakGlassView[] Glasses();

    /// <summary>Loosens a conduit at once.</summary>
    Task<Answer<BreakGlassView>> BreakAsync(string conduit, BreakGlassRequest request, string user, CancellationToken cancellation);

    /// <summary>Starts the change that leads back from break-glass.</summary>
    Task<Answer<BreakGlassView>> ReturnAsync(string conduit, GlassReturnRequest request, string user, CancellationToken cancellation);

    /// <summary>Keeps what the review of a break-glass came to.</summary>
    Task<Answer<BreakGlassView>> ReviewAsync(string id, GlassReviewRequest request, string user, CancellationToken cancellation);

    /// <summary>Every permit, newest first.</summary>
    PermitView[] Permits();

    /// <summary>Asks for a permit.</summary>
    Task<Answer<PermitView>> AskAsync(string conduit, PermitRequest request, string user, CancellationToken cancellation);

    /// <summary>Says yes to a permit.</summary>
    Task<Answer<PermitView>> ApproveAsync(string id, string user, CancellationToken cancellation);

    /// <summary>Ends a permit before its time: no new connection of it; a running one is not cut.</summary>
    Task<Answer<PermitView>> EndAsync(string id, string user, CancellationToken cancellation);
}
