namespace OtEdge.Host.Demo;

/// <summary>Command lines that look closer at the running demo, ready to be pasted into a second terminal.</summary>
/// <param name="program">How the person starts otedge.</param>
/// <param name="stateDirectory">The demo's state directory.</param>
internal sealed class DemoCommands(string program, string stateDirectory)
{
    private const string Project = "src/OtEdge.Host";

    /// <summary>The demo's state directory.</summary>
    public string StateDirectory => stateDirectory;

    /// <summary>Port of the demo's MQTT broker; null: there is none.</summary>
    public int? BrokerPort { get; init; }

    /// <summary>Watches the conduits.</summary>
    public DemoCommand Status { get; } = new("watch the conduits", $"{program} status --watch --state {stateDirectory}");

    /// <summary>Shows what was found.</summary>
    public DemoCommand Findings { get; } =
        new("see what was found, and which rule says so", $"{program} findings --state {stateDirectory}");

    /// <summary>Really refuses, on trial.</summary>
    public DemoCommand Enforce { get; } = new(
        "really refuse what no rule allows, for two minutes",
        $"{program} change propose {DemoSite.FillingConduit} --mode enforce --reason \"try it\" --trial 2m --override demo --yes --state {stateDirectory}");

    /// <summary>Keeps it.</summary>
    public DemoCommand Confirm { get; } = new(
        "keep it that way (or do nothing: it goes back by itself)", $"{program} change confirm --last --state {stateDirectory}");

    /// <summary>All of them, in the order in which a newcomer tries them.</summary>
    public IReadOnlyList<DemoCommand> All => [Status, Findings, Enforce, Confirm];

    /// <summary>The same, and what listens to the demo's broker where there is one.</summary>
    public IReadOnlyList<DemoCommand> AllThatWatch => BrokerPort is { } port
        ? [.. All, new DemoCommand("hear birth, states, alerts and changes by MQTT (Debian: mosquitto-clients)", $"mosquitto_sub -V 5 -h 127.0.0.1 -p {port} -t 'otedge/#' -v")]
        : All;

    /// <summary>How the person at this terminal starts otedge: from a clone, or by the built program.</summary>
    /// <param name="workingDirectory">Where the person is.</param>
    public static string Program(string workingDirectory) =>
        Directory.Exists(Path.Combine(workingDirectory, Project)) ? $"dotnet run --project {Project} --"
        : Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) != "dotnet" ? path
        : "otedge";
}
