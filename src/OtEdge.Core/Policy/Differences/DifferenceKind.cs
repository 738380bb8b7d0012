namespace OtEdge.Core.Policy.Differences;

/// <summary>Which way one policy differs from another.</summary>
public enum DifferenceKind
{
    /// <summary>Both allow and pin the same.</summary>
    Same,

    /// <summary>Something is lost, nothing is gained.</summary>
    Tightening,

    /// <summary>Something is gained, nothing is lost.</summary>
    Loosening,

    /// <summary>Something is lost and something is gained, or it cannot be told.</summary>
    Mixed,
}
