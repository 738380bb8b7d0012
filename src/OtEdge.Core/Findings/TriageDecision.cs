namespace OtEdge.Core.Findings;

/// <summary>What a person says of something that would be refused.</summary>
public enum TriageDecision
{
    /// <summary>It is legitimate: the policy must allow it before it refuses anything.</summary>
    Allow = 0,

    /// <summary>It is meant to be refused.</summary>
    Meant,
}
