namespace OtEdge.Host.Commands.Certificates;

/// <summary>One thing that a terminating conduit needs.</summary>
/// <param name="IsDone">True when it holds.</param>
/// <param name="What">What it is, and how it stands.</param>
/// <param name="Next">What to do; null: nothing.</param>
internal sealed record CommissionStep(bool IsDone, string What, string? Next);
