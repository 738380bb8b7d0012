using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Changes;

/// <summary>A proposal with its words resolved; null members stay as they are.</summary>
internal sealed record Proposal
{
    /// <summary>Who proposes.</summary>
    public required string Author { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>The mode asked for.</summary>
    public ConduitMode? Mode { get; init; }

    /// <summary>The policy asked for.</summary>
    public PolicyDocument? Policy { get; init; }

    /// <summary>The classes asked for.</summary>
    public OperationClasses? Classes { get; init; }

    /// <summary>The clients asked for, in a scope whose classes mean nothing.</summary>
    public EnforcementScope? Clients { get; init; }

    /// <summary>How long a trial lasts without confirmation.</summary>
    public TimeSpan Trial { get; init; } = TrialLength.Default;

    /// <summary>True: take every step that one person may take.</summary>
    public bool Yes { get; init; }

    /// <summary>Reason for overriding unmet gates.</summary>
    public string? Override { get; init; }

    /// <summary>Name of the window in which the trial may start.</summary>
    public string? Window { get; init; }

    /// <summary>Reference of a risk assessment.</summary>
    public string? RiskAssessment { get; init; }

    /// <summary>Answers to change questions.</summary>
    public IReadOnlyList<ChangeAnswer> Answers { get; init; } = [];

    /// <summary>Epoch of the conduit that the author looked at.</summary>
    public long? BaseEpoch { get; init; }
}
