using OtEdge.Host.Commands.Remote;

namespace OtEdge.Host.Commands;

/// <summary>Everything outside that a command touches, so that tests run commands without a process.</summary>
internal sealed record Surroundings
{
    private const int ColumnsUnknown = 120;

    /// <summary>Standard output.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>True when standard output is a terminal that a person looks at.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>True when standard error is one.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Columns of the terminal; without one, as many as a wide table needs.</summary>
    public int WidthColumns { get; init; } = 200;

    /// <summary>Environment variables by name; null when one is not set.</summary>
    public Func<string, string?> Environment { get; init; } = static _ => null;

    /// <summary>Directory that relative default paths start from.</summary>
    public string WorkingDirectory { get; init; } = ".";

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Opens the way to the gateway whose socket has this path.</summary>
    public Func<string, HttpMessageHandler> Connect { get; init; } = LocalSocket.Handler;

    /// <summary>The surroundings of the running process.</summary>
    public static Surroundings OfThisProcess() => new()
    {
        Output = System.Console.Out,
        Error = System.Console.Error,
        IsTerminal = !System.Console.IsOutputRedirected,
        IsErrorTerminal = !System.Console.IsErrorRedirected,
        WidthColumns = System.Console.IsOutputRedirected ? 200 : WidthOfTerminal(),
        Environment = System.Environment.GetEnvironmentVariable,
        WorkingDirectory = Directory.GetCurrentDirectory(),
    };

    private static int WidthOfTerminal()
    {
        try
        {
            // A terminal that does not know its size says 0.
            return System.Console.WindowWidth is > 0 and var columns ? Math.Clamp(columns, 40, 400) : ColumnsUnknown;
        }
        catch (IOException)
        {
            return ColumnsUnknown;
        }
    }
}
