using OtEdge.Console.Api;
using OtEdge.Core.Zones;
using OtEdge.Settings;

namespace OtEdge.Host.Commands.Doctor;

/// <summary>What the doctor looks at.</summary>
/// <param name="ConfigDirectory">Where the settings are.</param>
/// <param name="StateDirectory">Where journal, socket and logs are.</param>
/// <param name="Settings">The settings as read.</param>
/// <param name="Status">The running gateway's status; null when it does not run.</param>
/// <param name="Unreachable">Why the gateway cannot be asked; null when it was.</param>
internal sealed record Patient(
    string ConfigDirectory, string StateDirectory, SettingsReading Settings, StatusView? Status, string? Unreachable)
{
    /// <summary>Process values as the running gateway knows them; none when it does not run.</summary>
    public IReadOnlyList<TagView> Tags { get; init; } = [];

    /// <summary>Conduits of the settings; none when they have errors.</summary>
    public IReadOnlyList<Conduit> Conduits => Settings.Site?.Conduits ?? [];

    /// <summary>A conduit as it runs; null when it does not.</summary>
    public ConduitView? Running(string conduit) => Status?.Conduits.FirstOrDefault(one => one.Name == conduit);
}
