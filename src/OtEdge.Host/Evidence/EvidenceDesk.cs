using OtEdge.Console.Api;
using OtEdge.Core.Auditing;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Tags;
using OtEdge.Core.Traffic.Coverage;
using OtEdge.Core.Traffic.Regimes;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;
using OtEdge.Host.Regimes;
using OtEdge.Settings.Model;

namespace OtEdge.Host.Evidence;

/// <summary>Answers about regimes and evidence.</summary>
/// <param name="journal">Keeps what people say.</param>
/// <param name="regimes">Tells the regimes.</param>
/// <param name="questions">Makes questions of requests.</param>
/// <param name="maker">Makes reports.</param>
/// <param name="time">The clock.</param>
internal sealed class EvidenceDesk(
    IJournal journal, RegimeRunner regimes, EvidenceQuestions questions, EvidenceMaker maker, TimeProvider time) : IEvidenceDesk, IAsyncDisposable
{
    private const int NoteLengthMax = 500;
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(1);

    private CoveragePlan plan = new([]);

    /// <summary>Signed rehearsals.</summary>
    public required RehearsalDesk Rehearsed { get; init; }

    /// <summary>How long a regime must hold to be no flicker. Default 5 s.</summary>
    public TimeSpan Debounce { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is known of a process value, when one older than so long is stale. Default: nobody asks.</summary>
    public Func<string, TimeSpan, TagValue>? Tags { get; init; }

    /// <summary>What must be covered before a change is ready.</summary>
    public CoveragePlan Plan => Volatile.Read(ref plan);

    /// <summary>A sealed report of how far the evidence for rules on a conduit carries.</summary>
    /// <param name="conduit">The conduit.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="covering">What must be covered.</param>
    /// <exception cref="IOException">The record cannot be read.</exception>
    public EvidenceView Of(LiveConduit conduit, RuleSet rules, CoveragePlan covering)
    {
        journal.Flush(FlushPatience);
        return maker.Make(questions.About(conduit, rules, covering));
    }

    /// <summary>Told of the button of a regime, for the audit. Default: nobody is.</summary>
    public Action<AuditNote> Audit { get; set; } = static _ => { };

    /// <summary>Takes the settings in force.</summary>
    /// <param name="settings">What they say of regimes and coverage; null: nothing.</param>
    /// <param name="site">The site.</param>
    public void Take(SettingsModel? settings, Site site)
    {
        RegimePlan next = RegimePlans.Of(settings, site.TimeZone) with { Debounce = Debounce };
        Volatile.Write(ref plan, RegimePlans.Coverage(settings, next));
        regimes.Take(new RegimeEvent.PlanChanged(next, time.GetUtcNow()));
    }

    /// <summary>Lets the regimes' time pass.</summary>
    public void Start() => regimes.Start();

    /// <summary>Stops; the episode that lasts stays open.</summary>
    public ValueTask DisposeAsync() => regimes.DisposeAsync();

    /// <inheritdoc/>
    public RegimeView Regime()
    {
        RegimeClock clock = regimes.Clock;
        return new RegimeView
        {
            Name = regimes.Present?.Regime,
            Since = regimes.Present?.From,
            Episode = regimes.Present?.Number,
            Holds = regimes.Holding(),
            Button = clock.Button,
            Regimes = [.. clock.Plan.Regimes.Select(regime => regime.Name)],
            Buttons = [.. clock.Plan.Regimes.Select(regime => regime.Name).Where(clock.Plan.HasButton)],
            Missing = [.. Missing(clock.Plan)],
            Fault = regimes.Fault,
        };
    }

    /// <inheritdoc/>
    public Answer<RegimeView> SetRegime(string? regime, string user)
    {
        RegimePlan plan = regimes.Clock.Plan;
        if (regime is not null && !plan.HasButton(regime))
        {
            string[] buttons = [.. plan.Regimes.Select(known => known.Name).Where(plan.HasButton)];
            return new Refusal(
                RefusalKind.Invalid,
                "No button",
                plan.Regimes.Any(known => known.Name == regime)
                    ? $"\"{regime}\" is told by process values or the calendar, not by hand."
                    : $"there is no regime \"{regime}\" with a button; "
                        + (buttons.Length > 0
                            ? $"expected {string.Join(" or ", buttons)}."
                            : "declare one under `regimes` with `button: true`."));
        }

        regimes.Take(new RegimeEvent.ButtonSet(regime, time.GetUtcNow()));
        Audit(new AuditNote
        {
            At = time.GetUtcNow(),
            Kind = AuditKind.Regime,
            Action = regime is null ? "released" : "set",
            By = user,
            Subject = regime,
            Text = regime is null ? "the button of the regime was released" : $"the regime {regime} was set by hand",
        });
        return Regime();
    }

    /// <inheritdoc/>
    public Answer<FindingView> Triage(string id, TriageRequest request, string user)
    {
        if (request.Decision is not { } decision)
        {
            return new Refusal(RefusalKind.Invalid, "No decision", "expected allow or meant: is it legitimate, or meant to be refused?");
        }

        if (request.Note is { Length: > NoteLengthMax })
        {
            return new Refusal(RefusalKind.Invalid, "Note too long", $"expected a note of at most {NoteLengthMax} characters.");
        }

        journal.Flush(FlushPatience);
        if (journal.Finding(id) is not { } finding)
        {
            return new Refusal(RefusalKind.Unknown, "Unknown finding", $"there is no finding \"{id}\"; see otedge findings.");
        }

        if (finding.Verdict == VerdictWord.Allowed)
        {
            return new Refusal(
                RefusalKind.Conflict, "Nothing to triage", $"{id} was allowed and not held against anything: {finding.Text}");
        }

        var triage = new Triage(id, decision, user, time.GetUtcNow(), string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim());
        try
        {
            journal.Keep(triage);
        }
        catch (IOException fault)
        {
            return new Refusal(RefusalKind.Failed, "Not kept", $"what you said of {id} could not be written: {fault.Message}");
        }

        return FindingView.Of(finding, triage);
    }

    /// <inheritdoc/>
    public Answer<SignedRehearsalView> SignRehearsal(string conduit, RehearsalRequest request, string user) =>
        Rehearsed.Sign(conduit, request, user, Volatile.Read(ref plan).Regimes);

    /// <inheritdoc/>
    public Answer<SignedRehearsalView[]> Rehearsals(string conduit) => Rehearsed.Last(conduit);

    /// <summary>Findings that wait for a word; 0 while the journal cannot be read.</summary>
    public int Untriaged()
    {
        try
        {
            return journal.Untriaged();
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <inheritdoc/>
    public Answer<EvidenceView> Evidence(string conduit, EvidenceRequest request, Action<double>? tell = null)
    {
        try
        {
            journal.Flush(FlushPatience);
            Answer<EvidenceQuestion> question = questions.About(conduit, request, Volatile.Read(ref plan));
            return question.IsDone ? maker.Make(question.Value, tell) : question.Refusal;
        }
        catch (IOException fault)
        {
            return new Refusal(RefusalKind.Failed, "No evidence", $"the record cannot be read: {fault.Message}");
        }
    }

    private IEnumerable<string> Missing(RegimePlan decided) => Tags is null ? [] : decided.Tags.Order(StringComparer.Ordinal)
        .Select(tag => Tags(tag, decided.Stale))
        .Where(value => value.Quality != TagQuality.Good)
        .Select(value => $"{value.Tag} {value.Why}");
}
