using System.Text.Json.Serialization;
using OtEdge.Core.Staging.Guarding;

namespace OtEdge.Core.Staging;

/// <summary>A change on its way: what people proposed, where it stands, and what happened so far.</summary>
/// <remarks>Everything but <see cref="Id"/>, <see cref="Stage"/>, <see cref="Version"/> and <see cref="History"/> is what approvals are bound to.</remarks>
public sealed record StagedChange
{
    private const int HistoryMax = 200;

    /// <summary>Short name, such as <c>c-0007</c>; counted up by the journal.</summary>
    public required string Id { get; init; }

    /// <summary>The conduit that it changes.</summary>
    public required string Conduit { get; init; }

    /// <summary>The confirmed posture that it started from.</summary>
    public required PostureRecord From { get; init; }

    /// <summary>The posture that it leads to.</summary>
    public required PostureRecord To { get; init; }

    /// <summary>Epoch of the conduit that it was based on.</summary>
    public required long BaseEpoch { get; init; }

    /// <summary>Why, in the author's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Who proposed it.</summary>
    public required string Author { get; init; }

    /// <summary>Others who edited it; like the author they do not approve it.</summary>
    public IReadOnlyList<string> Editors { get; init; } = [];

    /// <summary>When it was proposed.</summary>
    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>How long its trial lasts without confirmation. Default 10 minutes.</summary>
    public TimeSpan Trial { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The terms that it was proposed under.</summary>
    public ChangeTerms Terms { get; init; } = new();

    /// <summary>The author's answers to the change questions.</summary>
    public IReadOnlyList<ChangeAnswer> Answers { get; init; } = [];

    /// <summary>Where it stands, with what belongs to that.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Grows by one with every step that is kept; 0 at first.</summary>
    public long Version { get; init; }

    /// <summary>What happened so far, oldest first; at most 200 lines, then the oldest but one go.</summary>
    public IReadOnlyList<ChangeMark> History { get; init; } = [];

    /// <summary>Where it stands in one word.</summary>
    public ChangeState State => Stage.State;

    /// <summary>When it entered its state.</summary>
    public DateTimeOffset StateAt => Stage.Since;

    /// <summary>When the running trial goes back by itself; null outside a trial.</summary>
    public DateTimeOffset? Deadline => Stage is Stage.Trial trial ? trial.Deadline : null;

    /// <summary>Why it ended as it did; null while it is on its way.</summary>
    public string? Outcome => Stage.Outcome;

    /// <summary>Reasons given for overriding gates, each once; null when none were overridden.</summary>
    public string? Override => Stage.Clearance is { Overrides.Count: > 0 } clearance
        ? string.Join("; ", clearance.Overrides.Select(one => one.Reason).Distinct())
        : null;

    /// <summary>Change questions that are asked of it and have no answer yet.</summary>
    [JsonIgnore]
    public IEnumerable<ChangeQuestion> OpenQuestions =>
        Terms.Questions.Where(question => !Answers.Any(answer => answer.Question == question && !string.IsNullOrWhiteSpace(answer.Text)));

    /// <summary>True until it has ended.</summary>
    public bool IsInFlight => !Stage.IsEnded;

    /// <summary>True while its target is in force without being confirmed.</summary>
    public bool IsInForce => Stage is Stage.Trial or Stage.Soak;

    /// <summary>Lower-case SHA-256 over everything that people proposed.</summary>
    public string Digest => ChangeDigest.Of(this);

    /// <summary>What the event makes of it. Pure: the same change and event give the same answer, whenever asked.</summary>
    /// <param name="happened">What happened.</param>
    public Transition After(ChangeEvent happened) =>
        happened is ChangeEvent.OfPerson step && StepGuards.NotOvertaken(this, step) is { } refusal
            ? new Transition(this, [], refusal)
            : Stage.After(this, happened);

    /// <summary>The change in its next stage, with one more line of history.</summary>
    internal StagedChange Enter(Stage next, string? by, string what)
    {
        var mark = new ChangeMark(next.Since, next.State, by, what);
        return this with
        {
            Stage = next,
            Version = Version + 1,
            History = History.Count < HistoryMax ? [.. History, mark] : [History[0], .. History.Skip(2), mark],
        };
    }
}
