namespace OtEdge.Testing.Hex;

/// <summary>One frame of a golden file.</summary>
/// <param name="Where">File and line where it begins.</param>
/// <param name="Kind">Who sends it.</param>
/// <param name="Title">What it is.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Expected">What the codec must say of it.</param>
/// <param name="Request">For a reply the request that it answers; otherwise null.</param>
public sealed record GoldenFrame(
    string Where, GoldenFrameKind Kind, string Title, byte[] Bytes, string Expected, GoldenFrame? Request)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Where}: {Title}";
}
