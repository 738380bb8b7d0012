using Microsoft.Extensions.Logging;
using OtEdge.Console.Api;
using OtEdge.Core.Auditing;
using OtEdge.Core.Zones;
using OtEdge.Host.Alerts;
using OtEdge.Host.Evidence;
using OtEdge.Host.Tags;
using OtEdge.Settings;
using OtEdge.Settings.Model;

namespace OtEdge.Host.Gateway;

/// <summary>Brings settings into force, at the start and when they are read again. The caller has the turn.</summary>
/// <param name="directory">Directory of the settings.</param>
/// <param name="loader">Brings a site into force.</param>
/// <param name="evidence">Takes regimes and coverage.</param>
/// <param name="findings">Tells of settings that were rejected.</param>
/// <param name="logger">Where it logs.</param>
internal sealed class SettingsDesk(string directory, SiteLoader loader, EvidenceDesk evidence, FindingDesk findings, ILogger logger)
{
    private IReadOnlyList<ProblemView> problems = [];
    private IReadOnlyList<SettingsText> texts = [];
    private SettingsModel? model;

    /// <summary>Told of every reload, for the audit. Default: nobody is.</summary>
    public Action<AuditNote> Audit { get; set; } = static _ => { };

    /// <summary>Takes the tags, and which of them must be known.</summary>
    public required TagDesk Tags { get; init; }

    /// <summary>Takes who is told of alerts.</summary>
    public required GatewayAlerts Alerts { get; init; }

    /// <summary>Sets the least level that is logged; null: it stays.</summary>
    public Action<string?>? SetLogLevel { get; init; }

    /// <summary>Problems of the last reload that was rejected; empty when the settings on disk are the running ones.</summary>
    public IReadOnlyList<ProblemView> Problems => Volatile.Read(ref problems);

    /// <summary>What the settings in force say beside the site; null: nothing.</summary>
    public SettingsModel? Model => Volatile.Read(ref model);

    /// <summary>The files that the settings in force were read from.</summary>
    public IReadOnlyList<SettingsText> Texts
    {
        get => Volatile.Read(ref texts);
        init => texts = value;
    }

    /// <summary>When the settings in force were read.</summary>
    public DateTimeOffset ReadAt { get; private set; }

    /// <summary>Takes settings that were read without an error.</summary>
    /// <param name="settings">What they say beside the site; null: nothing.</param>
    /// <param name="site">The site.</param>
    public async Task<ReloadResult> TakeAsync(SettingsModel? settings, Site site)
    {
        Volatile.Write(ref model, settings);
        ReadAt = loader.Now;
        ReloadResult result = await loader.LoadAsync(site);
        evidence.Take(settings, site);
        await Tags.TakeAsync(settings, site);
        await Alerts.TakeAsync(settings, site);
        SetLogLevel?.Invoke(settings?.LogLevel);
        foreach (string message in result.Messages)
        {
            GatewayLog.Message(logger, message);
        }

        return result;
    }

    /// <summary>Reads the settings again; bad ones change nothing.</summary>
    /// <param name="user">Who asks for it.</param>
    public async Task<Answer<ReloadResult>> ReloadAsync(string user)
    {
        SettingsReading reading = SettingsReader.Read(directory);
        if (reading.Site is not { } next || reading.HasErrors)
        {
            Problem[] errors = [.. reading.Problems.Where(problem => problem.Severity == Severity.Error)];
            string text = $"settings were rejected, the running ones stay; {errors.Length} problems, the first: {errors.FirstOrDefault()}";
            Volatile.Write(ref problems, [.. reading.Problems.Select(Views.Of)]);
            findings.SettingsRejected(text);
            GatewayLog.Rejected(logger, text);
            Audit(Note(user, "rejected", text));
            return new Refusal(RefusalKind.Invalid, "Settings rejected", text, [.. errors.Select(Views.Of)]);
        }

        ReloadResult result = await TakeAsync(reading.Model, next);
        Volatile.Write(ref texts, reading.Texts);
        Volatile.Write(ref problems, []);
        Audit(Note(user, "reloaded", $"settings were read again: {result.Opened.Count} conduits came, {result.Closed.Count} went, {result.Drafts.Count} drafts"));
        GatewayLog.Reloaded(logger, user, result.Opened.Count, result.Closed.Count, result.Drafts.Count);
        return result;
    }

    private AuditNote Note(string user, string action, string text) => new()
    {
        At = loader.Now,
        Kind = AuditKind.Settings,
        Action = action,
        By = user,
        Text = text,
    };
}
