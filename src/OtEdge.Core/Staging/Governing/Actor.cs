namespace OtEdge.Core.Staging.Governing;

/// <summary>Somebody who takes a step.</summary>
/// <param name="Name">One name for one person, whatever way they came.</param>
/// <param name="Functions">What they speak for; looked at under <c>governance: functions</c> only.</param>
public sealed record Actor(string Name, IReadOnlyList<PlantFunction> Functions)
{
    /// <summary>True when both names mean the same person; accounts differ by more than case.</summary>
    public static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
