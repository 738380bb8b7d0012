namespace OtEdge.Console.Api;

/// <summary>Candidates that are judged beside the live rules and change nothing; they end with the process.</summary>
public interface IShadows
{
    /// <summary>What the candidate of a conduit would change.</summary>
    Answer<ShadowReport> Report(string conduit);

    /// <summary>Shadows another candidate, or none.</summary>
    Task<Answer<ShadowReport>> SetAsync(string conduit, ShadowRequest request, CancellationToken cancellation);
}
