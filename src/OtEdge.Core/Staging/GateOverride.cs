namespace OtEdge.Core.Staging;

/// <summary>A gate that people passed over; it is shown for good.</summary>
/// <param name="Gate">Its name, or <c>soak</c> or <c>essential</c>.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why; for <c>essential</c> the risk assessment.</param>
public sealed record GateOverride(string Gate, string By, DateTimeOffset At, string Reason)
{
    /// <summary>Stands for essential operations that a risk assessment covers.</summary>
    public const string Essential = "essential";

    /// <summary>Stands for the coverage of the soak.</summary>
    public const string Soak = "soak";
}
