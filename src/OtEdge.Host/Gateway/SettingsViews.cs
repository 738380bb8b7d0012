using OtEdge.Console.Keeping;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Settings;

namespace OtEdge.Host.Gateway;

/// <summary>Shows the settings in force, and what would come of reading them again.</summary>
/// <param name="directory">Directory of the settings.</param>
/// <param name="desk">The settings in force.</param>
/// <param name="site">The site in force.</param>
internal sealed class SettingsViews(string directory, SettingsDesk desk, Func<Site> site) : ISettingsViews
{
    /// <inheritdoc/>
    public SettingsView InForce() => new(
        directory,
        desk.ReadAt,
        [.. desk.Texts.OrderBy(text => text.Path.Contains('/', StringComparison.Ordinal)).Select(text => new SettingsFileView(text.Path, text.Text))]);

    /// <inheritdoc/>
    public SettingsVerdict Verdict()
    {
        SettingsReading reading = SettingsReader.Read(directory);
        string[] changed =
        [
            .. desk.Texts.Except(reading.Texts).Concat(reading.Texts.Except(desk.Texts)).Select(text => text.Path).Distinct().Order(StringComparer.Ordinal),
        ];
        var verdict = new SettingsVerdict
        {
            Ok = !reading.HasErrors && reading.Site is not null,
            IsSame = changed.Length == 0,
            ChangedFiles = changed,
            Problems = [.. reading.Problems.Select(Views.Of)],
        };
        return reading.Site is { } next && verdict.Ok ? Compare(verdict, site(), next) : verdict;
    }

    private static SettingsVerdict Compare(SettingsVerdict verdict, Site now, Site next)
    {
        var before = now.Conduits.ToDictionary(conduit => conduit.Name, StringComparer.Ordinal);
        var after = next.Conduits.ToDictionary(conduit => conduit.Name, StringComparer.Ordinal);
        return verdict with
        {
            Opens = [.. after.Keys.Except(before.Keys)],
            Closes = [.. before.Keys.Except(after.Keys)],
            AwaitsRestart =
            [
                .. after.Values.Where(conduit => before.ContainsKey(conduit.Name))
                    .SelectMany(conduit => RestartDifference.Between(before[conduit.Name], conduit).Select(what => $"{conduit.Name}: {what}")),
            ],
            Policies = [.. next.Policies.Values.Where(policy => IsOther(policy, now)).Select(policy => policy.Name)],
        };
    }

    private static bool IsOther(PolicyDocument policy, Site now) =>
        !now.Policies.TryGetValue(policy.Name, out PolicyDocument? before) || before.Digest != policy.Digest;
}
