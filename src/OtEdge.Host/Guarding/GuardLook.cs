using OtEdge.Core.Staging;

namespace OtEdge.Host.Guarding;

/// <summary>What one guard says.</summary>
/// <param name="Guard">Its name, such as <c>device-latency</c>.</param>
/// <param name="Says">Holds: it passes; does not: a breach; null: it does not know.</param>
internal sealed record GuardLook(string Guard, Fact Says);
