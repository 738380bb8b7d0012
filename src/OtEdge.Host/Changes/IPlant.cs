using OtEdge.Core.Staging;

namespace OtEdge.Host.Changes;

/// <summary>What the plant says about starting a trial, and about one that runs; thread-safe and quick.</summary>
internal interface IPlant
{
    /// <summary>Whether the trial of a change may start now.</summary>
    /// <param name="change">The change.</param>
    /// <param name="now">The moment.</param>
    Fitness FitnessFor(StagedChange change, DateTimeOffset now);

    /// <summary>Whether a change that is in force hurts.</summary>
    /// <param name="change">The change.</param>
    /// <param name="now">The moment.</param>
    Fact GuardsOf(StagedChange change, DateTimeOffset now);
}
