namespace OtEdge.Core.Policy.Differences;

/// <summary>One thing that clients lose or gain by going from one policy to another.</summary>
public sealed record DifferenceEntry
{
    /// <summary>Who, such as <c>scada-1</c> or <c>any client</c>.</summary>
    public required string Clients { get; init; }

    /// <summary>What, such as <c>write holding registers 120-121 on unit 1, above 85</c>.</summary>
    public required string What { get; init; }

    /// <summary>Class of the operations.</summary>
    public required OperationClass Class { get; init; }

    /// <summary>True when a pinned refusal comes or goes, which holds in every mode but bypass.</summary>
    public bool IsPinned { get; init; }

    /// <summary>An operation that shows it; null when it could not be told exactly and is listed to be careful.</summary>
    public DifferenceWitness? Witness { get; init; }

    /// <summary>The whole entry: <c>scada-1 loses: write holding register 120 on unit 1</c>.</summary>
    /// <param name="verb">Loses or gains.</param>
    public string Text(string verb) =>
        $"{Clients} {verb}: {What}{(IsPinned ? ", in every mode (pinned)" : "")}{(Witness is null ? " (cannot be told exactly)" : "")}";
}
