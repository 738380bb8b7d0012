using OtEdge.Console.Api;

namespace OtEdge.Console.Keeping;

/// <summary>What would come of reading the settings again now.</summary>
public sealed record SettingsVerdict
{
    /// <summary>False: they would be rejected, and those in force would stay.</summary>
    public required bool Ok { get; init; }

    /// <summary>True when the files on disk are those in force.</summary>
    public bool IsSame { get; init; }

    /// <summary>Files that are new, gone or other than those in force.</summary>
    public IReadOnlyList<string> ChangedFiles { get; init; } = [];

    /// <summary>Errors and warnings, by file and line.</summary>
    public IReadOnlyList<ProblemView> Problems { get; init; } = [];

    /// <summary>Conduits that would be opened.</summary>
    public IReadOnlyList<string> Opens { get; init; } = [];

    /// <summary>Conduits that would be closed; their state is kept.</summary>
    public IReadOnlyList<string> Closes { get; init; } = [];

    /// <summary>What would wait for a restart of its conduit, such as "filling-modbus: listen: 0.0.0.0:502".</summary>
    public IReadOnlyList<string> AwaitsRestart { get; init; } = [];

    /// <summary>Policies that differ from those read before; each becomes a draft change, and nothing is judged by it before that is confirmed.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];
}
