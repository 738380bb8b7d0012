namespace OtEdge.Core.Traffic.Regimes;

/// <summary>A way in which the plant runs, such as producing or cleaning.</summary>
/// <param name="Name">Unique in the site.</param>
/// <param name="Trigger">What says that it holds.</param>
public sealed record OperatingRegime(string Name, RegimeTrigger Trigger);
