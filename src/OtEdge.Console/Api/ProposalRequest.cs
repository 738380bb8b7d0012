namespace OtEdge.Console.Api;

/// <summary>What `change propose` asks for; at least one of mode, policy, scope and scope clients is given.</summary>
public sealed record ProposalRequest
{
    /// <summary>Name of the conduit.</summary>
    public string Conduit { get; init; } = "";

    /// <summary>observe, monitor or enforce; null: unchanged.</summary>
    public string? Mode { get; init; }

    /// <summary>The new policy; null: unchanged.</summary>
    public PolicyText? Policy { get; init; }

    /// <summary>Classes to be refused, the whole resulting set; null: every class when the mode moves to enforce, else unchanged.</summary>
    public IReadOnlyList<string>? Scope { get; init; }

    /// <summary>Names of assets, networks and `unknown` that the scope is to hold for; null: all when the mode moves to enforce, else unchanged.</summary>
    public IReadOnlyList<string>? ScopeClients { get; init; }

    /// <summary>Why; required.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How long the trial lasts without confirmation, such as <c>10m</c>; null: 10 minutes.</summary>
    public string? Trial { get; init; }

    /// <summary>True: take every step that governance lets this person take.</summary>
    public bool Yes { get; init; }

    /// <summary>Reason for overriding unmet gates; null: none are overridden.</summary>
    public string? Override { get; init; }

    /// <summary>Name of the window in which it may start; null: at any time.</summary>
    public string? Window { get; init; }

    /// <summary>Reference of the risk assessment that covers essential operations which it would refuse; null: none.</summary>
    public string? RiskAssessment { get; init; }

    /// <summary>Answers to change questions by their words: benefit, harm, notice, way-back, told; null: none.</summary>
    public IReadOnlyDictionary<string, string>? Answers { get; init; }

    /// <summary>Epoch of the conduit that the proposal is based on; null: the present one.</summary>
    public long? BaseEpoch { get; init; }
}
