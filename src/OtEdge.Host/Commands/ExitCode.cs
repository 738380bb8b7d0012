namespace OtEdge.Host.Commands;

/// <summary>What the process says to scripts when it ends.</summary>
internal enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>It ran and found something, or failed.</summary>
    Found = 1,

    /// <summary>Settings or arguments are wrong.</summary>
    Wrong = 2,

    /// <summary>A gate, a role or a state refused it.</summary>
    Refused = 3,

    /// <summary>The gateway is not reachable.</summary>
    Unreachable = 4,
}
