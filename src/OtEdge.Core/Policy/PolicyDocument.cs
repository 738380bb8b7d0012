using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Policy;

/// <summary>An allow-list as read from its file, names resolved; <see cref="RuleSet"/> is its compiled form.</summary>
public sealed record PolicyDocument
{
    /// <summary>Name of the policy.</summary>
    public required string Name { get; init; }

    /// <summary>The protocol that it judges.</summary>
    public required ConduitProtocol Protocol { get; init; }

    /// <summary>File it was read from, relative to the settings, such as <c>policies/filling-modbus.yaml</c>.</summary>
    public string File { get; init; } = "";

    /// <summary>The text it was read from; what a revision keeps.</summary>
    public string Text { get; init; } = "";

    /// <summary>Lower-case SHA-256 over everything that decides: rules and pins with their clients' addresses and values resolved.</summary>
    public string Digest { get; init; } = "";

    /// <summary>True: several rules may cover one operation together. Default false.</summary>
    public bool AllowSpan { get; init; }

    /// <summary>OPC UA: true when reading the server's status and browsing namespace 0 need a rule, too. Default false.</summary>
    public bool Strict { get; init; }

    /// <summary>OPC UA: what a request with forbidden items gets. Default: by service.</summary>
    public BatchAnswer Batch { get; init; }

    /// <summary>Allowances in file order; the first that covers an operation is the one named.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>Refusals that hold in every mode but bypass.</summary>
    public IReadOnlyList<PinnedRefusal> Pinned { get; init; } = [];

    /// <summary>Tests that the policy must pass.</summary>
    public IReadOnlyList<PolicyTest> Tests { get; init; } = [];
}
