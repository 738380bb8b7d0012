namespace OtEdge.Host.Demo;

/// <summary>A command line to try on the running demo.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Line">The line, ready to be pasted.</param>
internal sealed record DemoCommand(string Purpose, string Line);
