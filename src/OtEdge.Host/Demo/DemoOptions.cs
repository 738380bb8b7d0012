namespace OtEdge.Host.Demo;

/// <summary>What the demo command was asked for.</summary>
internal sealed record DemoOptions
{
    /// <summary>How long it runs; null (the default): until Ctrl-C.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>Directory for journal, socket and settings, kept at the end; null (the default): a new one under the temporary files,
    /// gone at the end.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>Plant time per real time, 1 to 1000. Default 120: a second is two minutes.</summary>
    public double Speed { get; init; } = 120;

    /// <summary>The story that is told; null (the default): none, the person looks around.</summary>
    public string? Story { get; init; }
}
