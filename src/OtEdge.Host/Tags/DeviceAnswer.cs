namespace OtEdge.Host.Tags;

/// <summary>How a device answered a read.</summary>
/// <param name="Values">Registers big-endian or packed bits; empty when there are none.</param>
/// <param name="Refusal">Why the device does not tell them; null: it does, or did not answer.</param>
/// <param name="Fault">Why the connection is of no more use; null: it is.</param>
internal sealed record DeviceAnswer(ReadOnlyMemory<byte> Values, string? Refusal = null, string? Fault = null);
