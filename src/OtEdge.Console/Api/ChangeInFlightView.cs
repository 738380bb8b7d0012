namespace OtEdge.Console.Api;

/// <summary>The change that is on its way for a conduit.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Its state: such as draft, trial or soak.</param>
/// <param name="Deadline">When its trial goes back by itself; null outside a trial.</param>
public sealed record ChangeInFlightView(string Id, string State, DateTimeOffset? Deadline);
