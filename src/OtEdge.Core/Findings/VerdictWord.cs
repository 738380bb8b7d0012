namespace OtEdge.Core.Findings;

/// <summary>The words for what was done, the same on every screen.</summary>
public enum VerdictWord
{
    /// <summary>"allowed": forwarded, and nothing to say against it.</summary>
    Allowed = 0,

    /// <summary>"would be refused": forwarded, although the rules say no.</summary>
    WouldBeRefused,

    /// <summary>"refused": not forwarded.</summary>
    Refused,
}
