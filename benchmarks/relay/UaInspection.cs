namespace OtEdge.RelayBenchmark;

/// <summary>How an OPC UA conduit looks at what passes.</summary>
/// <param name="Client">What clients use.</param>
/// <param name="Device">What OtEdge uses towards the device where it terminates channels; null: it reads along.</param>
internal sealed record UaInspection(UaSecurity Client, UaSecurity? Device);
