namespace OtEdge.SystemTests.Modbus;

/// <summary>Bytes that try to do at the device what no rule allows.</summary>
/// <param name="Name">A sentence.</param>
/// <param name="Chunks">What is sent, segment by segment.</param>
/// <param name="IsMalformed">True when the bytes are no valid request, false when they are valid and only forbidden.</param>
/// <param name="EndsInside">True when the client ends its side in the middle of the frame.</param>
public sealed record Attack(string Name, IReadOnlyList<byte[]> Chunks, bool IsMalformed, bool EndsInside = false)
{
    public override string ToString() => Name;
}
