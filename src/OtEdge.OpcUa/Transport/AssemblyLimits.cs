namespace OtEdge.OpcUa.Transport;

/// <summary>What an assembler lets a peer make it keep.</summary>
public sealed record AssemblyLimits
{
    /// <summary>Before a session is activated: enough for a CreateSession with a chain of certificates.</summary>
    public static readonly AssemblyLimits BeforeSession = new() { MessageBytesMax = 16 * 1024, KeptBytesMax = 16 * 1024, ChunksMax = 8, UnfinishedMax = 1 };

    /// <summary>Once a session is activated.</summary>
    public static readonly AssemblyLimits InSession = new();

    /// <summary>Longest message. Default 16 MiB and some headers.</summary>
    public int MessageBytesMax { get; init; } = (16 * 1024 * 1024) + (64 * 1024);

    /// <summary>Most bytes of all unfinished messages together. Default 16 MiB and some headers.</summary>
    public int KeptBytesMax { get; init; } = (16 * 1024 * 1024) + (64 * 1024);

    /// <summary>Most chunks of a message. Default 4096.</summary>
    public int ChunksMax { get; init; } = 4096;

    /// <summary>Most messages that are unfinished at once. Default 4; stacks send the chunks of one message after another.</summary>
    public int UnfinishedMax { get; init; } = 4;
}
