namespace OtEdge.Tests.OpcUa.Fuzzing;

/// <summary>Readers that are fed with broken bytes.</summary>
/// <param name="Name">What it is called in tests.</param>
/// <param name="Corpus">Good bytes to start from.</param>
/// <param name="Run">Feeds the readers; they may refuse, and nothing else.</param>
/// <param name="Covers">The readers, as type or as type and method.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Corpus, Action<byte[]> Run, string[] Covers)
{
    /// <summary>How much more a run costs than one of the cheapest: so many times fewer are done.</summary>
    public int Cost { get; init; } = 1;
}
