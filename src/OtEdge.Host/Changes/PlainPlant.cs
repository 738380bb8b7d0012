using OtEdge.Core.Staging;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Changes;

/// <summary>A plant that says nothing of itself: only the gateway's own journal and the conduit's window are asked.</summary>
/// <param name="ledger">The way to the journal.</param>
internal sealed class PlainPlant(Ledger ledger) : IPlant
{
    /// <inheritdoc/>
    public Fitness FitnessFor(StagedChange change, DateTimeOffset now) => new()
    {
        Window = change.Terms.Window is { } window ? Fact.Unknown($"Nobody tells whether the window {window} is open.") : Fact.True("No window is asked for."),
        Interlocks = Fact.True("No interlock is asked."),
        Guards = GuardsOf(change, now),
        Clock = Fact.True("The clock is taken as it is."),
        Audit = ledger.Fault is { } fault ? Fact.False(fault) : Fact.True("The journal can be written."),
    };

    /// <inheritdoc/>
    public Fact GuardsOf(StagedChange change, DateTimeOffset now) => Fact.True("No guard is set.");
}
