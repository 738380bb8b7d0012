using OtEdge.Core.Staging;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Changes;

/// <summary>A change with the conduit that it is about.</summary>
/// <param name="Live">The conduit.</param>
/// <param name="Change">The change.</param>
internal sealed record FoundChange(LiveConduit Live, StagedChange Change);
