namespace OtEdge.Host.Commands;

/// <summary>A command whose help shows examples.</summary>
internal interface IWithExamples
{
    /// <summary>Whole command lines.</summary>
    IReadOnlyList<string> Examples { get; }
}
