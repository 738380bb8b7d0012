using System.Globalization;

namespace OtEdge.Testing.Mutation;

/// <summary>How long a seeded test runs, and from which seed.</summary>
public static class SeededRun
{
    /// <summary>The seed: OTEDGE_SEED, so that a failure can be run again; otherwise a new one each time.</summary>
    public static ulong Seed { get; } = Number("OTEDGE_SEED") ?? unchecked((ulong)Random.Shared.NextInt64());

    /// <summary>Mutations a reader: OTEDGE_MUTATIONS, by default 100,000.</summary>
    public static int Mutations { get; } = (int)(Number("OTEDGE_MUTATIONS") ?? 100_000);

    /// <summary>What to print with a failure, so that it can be run again.</summary>
    public static string Again(string what) => $"OTEDGE_SEED={Seed} runs it again: {what}";

    private static ulong? Number(string variable) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, null, out ulong value)
            ? value
            : null;
}
