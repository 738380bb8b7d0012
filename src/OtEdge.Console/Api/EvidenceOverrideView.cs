namespace OtEdge.Console.Api;

/// <summary>A gate that people have passed over on this conduit; it is shown for good.</summary>
/// <param name="Change">Id of the change.</param>
/// <param name="Gate">The gate.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
public sealed record EvidenceOverrideView(string Change, string Gate, string By, DateTimeOffset At, string Reason);
