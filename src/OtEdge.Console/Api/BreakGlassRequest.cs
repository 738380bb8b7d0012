namespace OtEdge.Console.Api;

/// <summary>Breaks the glass of a conduit: it loosens at once, whatever else stands.</summary>
/// <param name="Reason">Why; must be given.</param>
/// <param name="For">For how long, such as <c>8h</c>; null: 8 h. After it the alarm escalates, the posture stays.</param>
public sealed record BreakGlassRequest(string? Reason = null, string? For = null)
{
    /// <summary>Id of the finding whose flow alone is forwarded; null: the whole conduit goes down to monitor.</summary>
    public string? Finding { get; init; }

    /// <summary>True: down to bypass, where nothing is judged.</summary>
    public bool Unread { get; init; }
}
