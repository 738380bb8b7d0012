namespace OtEdge.Host.Guarding;

/// <summary>How a conduit was before a change took effect: what guards are held against.</summary>
/// <param name="Change">Id of the change.</param>
/// <param name="Flows">Flows of declared clients that nobody meant to be refused.</param>
/// <param name="Pollers">Addresses of clients that asked all the time.</param>
/// <param name="ExceptionShare">Exceptions in replies, 0 to 1.</param>
internal sealed record GuardBaseline(string Change, IReadOnlySet<FlowMark> Flows, IReadOnlySet<string> Pollers, double ExceptionShare)
{
    /// <summary>Replies and exceptions counted when it was frozen.</summary>
    public (long Replies, long Exceptions) From { get; init; }
}
