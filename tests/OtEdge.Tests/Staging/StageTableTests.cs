using System.Text;
using OtEdge.Core.Staging;
using Xunit;

namespace OtEdge.Tests.Staging;

/// <summary>Every state and every event: where it leads, or that it is refused.</summary>
public sealed class StageTableTests
{
    // A state's name: it leads there. "." nothing comes of it. "refused": the step does not fit. Another word: the reason of the refusal.
    private const string Expected = """
                        Draft      Checked    Shadowing  Ready      Approved   Armed      Trial      Soak       Confirmed  Withdrawn  Rejected   Stale      RolledBack
        Checked         Checked    .          .          .          .          .          .          .          .          .          .          .          .
        ShadowStarted   .          Shadowing  .          .          .          .          .          .          .          .          .          .          .
        GatesSeen       .          .          Ready      .          .          .          .          .          .          .          .          .          .
        GatesOverridden refused    refused    Ready      refused    refused    refused    refused    refused    refused    refused    refused    refused    refused
        Approved        refused    refused    refused    Approved   refused    refused    refused    refused    refused    refused    refused    refused    refused
        Rejected        refused    refused    refused    Rejected   Rejected   Rejected   refused    refused    refused    refused    refused    refused    refused
        Edited          Draft      Draft      Draft      Draft      Draft      Draft      refused    refused    refused    refused    refused    refused    refused
        Answered        Draft      Draft      Draft      Draft      Draft      Draft      refused    refused    refused    refused    refused    refused    refused
        BaseMoved       Stale      Stale      Stale      Stale      Stale      Stale      RolledBack RolledBack .          .          .          .          .
        Armed           refused    refused    refused    NotApprove Armed      refused    refused    refused    refused    refused    refused    refused    refused
        FitnessSeen     .          .          .          .          .          Trial      .          .          .          .          .          .          .
        Extended        refused    refused    refused    refused    refused    refused    Trial      refused    refused    refused    refused    refused    refused
        Confirmed       refused    refused    refused    refused    refused    refused    Soak       Confirmed  refused    refused    refused    refused    refused
        Aborted         Withdrawn  Withdrawn  Withdrawn  Withdrawn  Withdrawn  Withdrawn  RolledBack RolledBack refused    refused    refused    refused    refused
        Hurt            refused    refused    refused    refused    refused    refused    RolledBack RolledBack refused    refused    refused    refused    refused
        Withdrawn       Withdrawn  Withdrawn  Withdrawn  Withdrawn  Withdrawn  Withdrawn  refused    refused    refused    refused    refused    refused    refused
        Tick            .          .          .          .          .          .          .          .          .          .          .          .          .
        GuardsSeen      .          .          .          .          .          .          .          .          .          .          .          .          .
        SoakSeen        .          .          .          .          .          .          .          .          .          .          .          .          .
        Restarted       .          .          Shadowing  Ready      Approved   Approved   RolledBack Soak       .          .          .          .          .
        EvidenceStale   .          .          Checked    Checked    Checked    Checked    Trial      Soak       .          .          .          .          .
        GlassBroken     .          .          .          .          .          Approved   RolledBack RolledBack .          .          .          .          .
        """;

    [Fact]
    public void Every_state_and_event_leads_where_the_table_says() => Assert.Equal(Expected.ReplaceLineEndings("\n"), Table());

    [Fact]
    public void Every_kind_of_event_is_in_the_table()
    {
        IEnumerable<string> kinds = typeof(ChangeEvent).GetNestedTypes().Where(type => !type.IsAbstract).Select(type => type.Name);
        Assert.Equal(kinds.Order(), Sample.Events(Sample.Draft).Select(one => one.GetType().Name).Order());
    }

    [Fact]
    public void A_refusal_and_a_shrug_leave_the_change_and_the_world_as_they_were()
    {
        foreach (ChangeState state in Enum.GetValues<ChangeState>())
        {
            StagedChange change = Sample.In(state);
            foreach (ChangeEvent happened in Sample.Events(change))
            {
                Transition step = change.After(happened);
                if (step.IsRefused)
                {
                    Assert.Same(change, step.Next);
                    Assert.Empty(step.Effects);
                    Assert.NotEmpty(ChangeRefusalWords.Of(change, step.Refusal!));
                }
                else if (step.Next.Version != change.Version)
                {
                    Assert.Contains(step.Effects, effect => effect is ChangeEffect.Keep);
                    Assert.Equal(change.History.Count + 1, step.Next.History.Count);
                }
            }
        }
    }

    private static string Table()
    {
        ChangeState[] states = Enum.GetValues<ChangeState>();
        var text = new StringBuilder(new string(' ', 16));
        foreach (ChangeState state in states)
        {
            text.Append($"{state,-11}");
        }

        for (int at = 0; at < Sample.Events(Sample.Draft).Count; at++)
        {
            text.Length = text.ToString().TrimEnd().Length;
            text.Append($"\n{Sample.Events(Sample.Draft)[at].GetType().Name,-16}");
            foreach (ChangeState state in states)
            {
                StagedChange change = Sample.In(state);
                text.Append($"{Word(change, change.After(Sample.Events(change)[at])),-11}");
            }
        }

        return text.ToString().TrimEnd();
    }

    private static string Word(StagedChange change, Transition step) => step switch
    {
        { Refusal.Code: ChangeRefusalCode.WrongState } => "refused",
        { Refusal: { } refusal } => refusal.Code.ToString()[..Math.Min(10, refusal.Code.ToString().Length)],
        _ when step.Next.Version == change.Version && step.Effects.Count == 0 => ".",
        _ => step.Next.State.ToString(),
    };
}
