using OtEdge.Core.Policy;

namespace OtEdge.Core.Findings.Alerts;

/// <summary>Addresses that the findings of one alert touched.</summary>
/// <param name="Unit">Modbus unit identifier.</param>
/// <param name="Space">The space.</param>
/// <param name="First">Lowest zero-based address.</param>
/// <param name="Last">Highest zero-based address.</param>
public sealed record AlertSpan(int Unit, RegisterSpace Space, int First, int Last);
