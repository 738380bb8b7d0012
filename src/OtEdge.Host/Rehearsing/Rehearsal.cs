using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Host.Commands;
using OtEdge.Host.Evidence;
using OtEdge.Host.Gateway;
using OtEdge.Host.Recording;
using OtEdge.Host.Regimes;
using OtEdge.Host.Replaying;
using OtEdge.Journal.Flows;
using OtEdge.Plant.Rehearsing;
using OtEdge.Settings;

namespace OtEdge.Host.Rehearsing;

/// <summary>
/// A month of the demo's plant in virtual time: 1. a conduit observes for the first days; 2. a policy is learned from them, and the
/// evidence says how far it carries; 3. the rest of the month is judged by that policy in monitor; 4. the evidence of the whole month
/// shows what it would have refused. No sockets; rules, recorder, regimes and reports are those of a gateway.
/// </summary>
/// <param name="directory">Where everything goes; it must not hold a record yet.</param>
/// <param name="days">Days to simulate.</param>
/// <param name="learnDays">Of these, days to learn from.</param>
/// <param name="seed">Seed of the plant's disturbances.</param>
internal sealed class Rehearsal(string directory, int days, int learnDays, int seed)
{
    private const string PolicyFile = "filling-modbus.yaml";
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly RehearsalClock clock = new(Monday);

    /// <summary>Rehearses.</summary>
    /// <param name="tell">Hears how far it is, 0 to 1.</param>
    /// <param name="cancellation">Ends it, with an exception.</param>
    /// <exception cref="IOException">The directory cannot be used.</exception>
    public async Task<RehearsalView> RunAsync(Action<double> tell, CancellationToken cancellation)
    {
        string config = Path.Combine(directory, "config");
        RehearsalSite.Write(config);
        SettingsReading reading = SettingsReader.Read(config);
        Site site = reading.Site ?? throw new InvalidOperationException($"settings of the rehearsal: {reading.Problems[0]}");
        var names = new SiteNames();
        names.Take(site);
        names.Add(0, RehearsalSite.Conduit);
        using var store = SqliteFlowStore.Open(directory, clock, NullLogger.Instance);
        var plan = RegimePlans.Of(reading.Model, site.TimeZone);
        await using var regimes = new RegimeRunner(plan, store, clock, NullLogger.Instance);
        var recorder = new FlowRecorder(store, names, clock, () => regimes.EpisodeNumber);
        var collector = Suggestions.Collector(site.Conduits[0], site);
        var witness = new RehearsalWitness(recorder, regimes, store, collector);
        var plant = new RehearsedPlant(clock, witness, seed);
        var maker = new EvidenceMaker(() => store, clock);

        EvidenceView Report(string name, RuleSet policy, RuleSet live, DateTimeOffset liveSince)
        {
            recorder.Flush(isWhole: true);
            store.Flush(TimeSpan.FromMinutes(1));
            EvidenceView report = maker.Make(new EvidenceQuestion
            {
                Site = site,
                Conduit = RehearsalSite.Conduit,
                Mode = live.Policy is null ? "observe" : "monitor",
                Rules = policy,
                Live = live,
                LiveSince = liveSince,
                Plan = RegimePlans.Coverage(reading.Model, plan),
            });
            Save($"{name}.json", Invocation.Json(report));
            Save($"{name}.html", EvidencePage.Of(report));
            return report;
        }

        RunDays(plant, 0, learnDays, tell, cancellation);
        RuleSet learned = Learn(site, collector);
        EvidenceView before = Report("evidence-before", learned, RuleSet.None, Monday);
        DateTimeOffset monitoredSince = clock.GetUtcNow();
        witness.Monitor(learned);
        RunDays(plant, learnDays, days, tell, cancellation);
        EvidenceView after = Report("evidence-after", learned, learned, monitoredSince);
        return new RehearsalView
        {
            Days = days,
            LearnDays = learnDays,
            Directory = directory,
            Before = before,
            After = after,
            CleaningOperations = plant.CleaningOperations,
        };
    }

    private void RunDays(RehearsedPlant plant, int from, int to, Action<double> tell, CancellationToken cancellation)
    {
        for (int day = from; day < to; day++)
        {
            plant.Run(TimeSpan.FromDays(1), cancellation);
            tell((day + 1.0) / days);
        }
    }

    private RuleSet Learn(Site site, Core.Policy.Suggesting.FlowCollector collector)
    {
        SuggestionView suggestion = Suggestions.Of(
            RehearsalSite.Conduit, site, collector, $"the first {learnDays} days of the rehearsal", Suggestions.WritesMinDefault);
        Save(PolicyFile, suggestion.Text);
        PolicyReading reading = SettingsReader.ReadPolicy(site, PolicyFile, suggestion.Text);
        return reading.Policy is { } policy && !reading.HasErrors
            ? RuleSet.Compile(policy)
            : throw new InvalidOperationException($"the learned policy: {string.Join(" | ", reading.Problems)}");
    }

    private void Save(string name, string text) =>
        File.WriteAllText(Path.Combine(directory, name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
