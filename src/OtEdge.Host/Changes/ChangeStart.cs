using OtEdge.Core.Staging;

namespace OtEdge.Host.Changes;

/// <summary>What the door makes of a proposal.</summary>
/// <param name="Change">The change as it starts: a draft, a trial, or confirmed at once.</param>
/// <param name="Tightens">True when it may refuse more than before.</param>
/// <param name="Superseded">A draft of the settings that it takes the place of; null: none.</param>
internal sealed record ChangeStart(StagedChange Change, bool Tightens, StagedChange? Superseded);
