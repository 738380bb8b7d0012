using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic.Coverage;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Evidence;

/// <summary>What evidence is made for.</summary>
internal sealed record EvidenceQuestion
{
    /// <summary>The site.</summary>
    public required Site Site { get; init; }

    /// <summary>The conduit.</summary>
    public required string Conduit { get; init; }

    /// <summary>Its mode.</summary>
    public required string Mode { get; init; }

    /// <summary>The rules to judge by.</summary>
    public required RuleSet Rules { get; init; }

    /// <summary>The rules that are live.</summary>
    public required RuleSet Live { get; init; }

    /// <summary>Since when they are live.</summary>
    public required DateTimeOffset LiveSince { get; init; }

    /// <summary>What must be covered.</summary>
    public required CoveragePlan Plan { get; init; }

    /// <summary>How far back; null: everything that is recorded.</summary>
    public TimeSpan? Since { get; init; }

    /// <summary>When the device last said that it is another one or runs another program: what was recorded before does not count. Null: never.</summary>
    public DateTimeOffset? DeviceChangedAt { get; init; }

    /// <summary>The EURanges of the device, as they are known now. Default: none.</summary>
    public EURangeTable EURanges { get; init; } = EURangeTable.Empty;

    /// <summary>Gates that people have passed over, newest first.</summary>
    public IReadOnlyList<EvidenceOverrideView> Overridden { get; init; } = [];

    /// <summary>What people have said of findings.</summary>
    public IReadOnlyList<TriagedFinding> Triaged { get; init; } = [];
}
