namespace OtEdge.Console.Api;

/// <summary>What goes with a step of a change.</summary>
public sealed record StepRequest
{
    /// <summary>Why; null when nothing was said.</summary>
    public string? Reason { get; init; }

    /// <summary>Reason for overriding unmet gates, or what a soak has not covered; null: none are overridden.</summary>
    public string? Override { get; init; }

    /// <summary>The function that an approval or confirmation speaks for: operations, engineering, security or safety; null: the first
    /// that is missing and that the person speaks for.</summary>
    public string? For { get; init; }

    /// <summary>Answers to change questions by their words: benefit, harm, notice, way-back, told; null: none.</summary>
    public IReadOnlyDictionary<string, string>? Answers { get; init; }

    /// <summary>Version of the change that the person had before them; null: take what there is.</summary>
    public long? Seen { get; init; }

    /// <summary>Token of the trial that is confirmed or extended; null: of the running one.</summary>
    public string? Token { get; init; }
}
