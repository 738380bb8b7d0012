namespace OtEdge.OpcUa;

/// <summary>What is wrong with a peer's bytes, as a value.</summary>
/// <param name="Kind">What is wrong; <see cref="WireFaultKind.None"/>: nothing.</param>
/// <param name="Expected">What one number should have been, or its limit; -1 when the message says it.</param>
/// <param name="Got">What it was.</param>
public readonly record struct WireFault(WireFaultKind Kind, long Expected = -1, long Got = 0)
{
    /// <summary>True when nothing is wrong.</summary>
    public bool IsNone => Kind == WireFaultKind.None;

    /// <summary>What was expected, as a constant sentence.</summary>
    public string Message => WireFaultText.Of(Kind);

    /// <summary>The status code that tells a peer of it.</summary>
    public uint StatusCode => WireFaultText.StatusOf(Kind);

    /// <inheritdoc/>
    public override string ToString() =>
        Kind == WireFaultKind.None ? Message
        : Expected >= 0 ? $"{Message}: expected {Expected}, got {Got}"
        : $"{Message}: got {Got}";
}
