namespace OtEdge.RelayBenchmark;

/// <summary>One slot of load.</summary>
/// <param name="Port">Where to connect, on loopback.</param>
/// <param name="Connections">Connections at once.</param>
/// <param name="Milliseconds">Length of the measured part.</param>
/// <param name="RequestsPerSecond">Rate of the open loop; 0: closed loop.</param>
/// <param name="Addresses">Blocks of ten registers that are gone through; one eighth of the requests write (FC16), the rest read (FC3).</param>
/// <param name="Processor">Processor to stay on; negative: any.</param>
/// <param name="WarmUpMilliseconds">Length of the uncounted part before.</param>
internal sealed record LoadOptions(
    int Port,
    int Connections,
    int Milliseconds,
    int RequestsPerSecond = 0,
    int Addresses = 100,
    int Processor = -1,
    int WarmUpMilliseconds = 300);
