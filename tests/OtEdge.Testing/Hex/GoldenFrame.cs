namespace OtEdge.Testing.Hex;

/// <summary>One frame of a golden file.</summary>
/// <param name="Where">File and line where it begins.</param>
/// <param name="Kind">Who sends it.</param>
/// <param name="Title">What it is.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Expected">What the codec must say of it.</param>
public sealed record GoldenFrame(string Where, GoldenFrameKind Kind, string Title, byte[] Bytes, string Expected)
{
    /// <summary>For a reply the request that it answers; otherwise null.</summary>
    public GoldenFrame? Request { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Where}: {Title}";
}
