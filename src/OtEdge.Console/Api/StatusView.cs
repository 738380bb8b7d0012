namespace OtEdge.Console.Api;

/// <summary>The whole site at a glance.</summary>
public sealed record StatusView
{
    /// <summary>Name of the site.</summary>
    public required string Site { get; init; }

    /// <summary>Zones in file order.</summary>
    public required IReadOnlyList<ZoneView> Zones { get; init; }

    /// <summary>Conduits in file order.</summary>
    public required IReadOnlyList<ConduitView> Conduits { get; init; }

    /// <summary>Name of this gateway.</summary>
    public string Gateway { get; init; } = "";

    /// <summary>Version of the program.</summary>
    public string Version { get; init; } = "";

    /// <summary>When the process started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Who must agree to a change: solo, pair or functions.</summary>
    public string Governance { get; init; } = "";

    /// <summary>Why the journal cannot be written; null while it can.</summary>
    public string? JournalFault { get; init; }

    /// <summary>Findings that recording had to shed since the start.</summary>
    public long FindingsShed { get; init; }

    /// <summary>How recording of traffic is: ok, off (the settings say so), shedding (it lost something in the last minute), or fault.</summary>
    public string Recording { get; init; } = "ok";

    /// <summary>Why traffic cannot be recorded; null while it can.</summary>
    public string? RecordingFault { get; init; }

    /// <summary>Records of traffic that had to be shed since the start.</summary>
    public long RecordsShed { get; init; }

    /// <summary>The operating regime of the site; null while none is told.</summary>
    public RegimeView? Regime { get; init; }

    /// <summary>Who is told of alerts, and how that goes; empty: nobody is.</summary>
    public IReadOnlyList<AlertReceiverView> AlertReceivers { get; init; } = [];

    /// <summary>Findings that would be refused and of which nobody has said yet whether that is meant.</summary>
    public int Untriaged { get; init; }

    /// <summary>How often a loop of the data path has come to a standstill since the start; its conduits say so while it lasts.</summary>
    public long LoopStallsTotal { get; init; }

    /// <summary>Problems of the last reload that was rejected; empty when the settings on disk are the running ones.</summary>
    public IReadOnlyList<ProblemView> SettingsProblems { get; init; } = [];
}
