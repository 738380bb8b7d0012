using OtEdge.Core.Policy;
using OtEdge.Core.Staging;

namespace OtEdge.Host.Changes;

/// <summary>A posture with the policy that its digest names.</summary>
/// <param name="Posture">The posture.</param>
/// <param name="Policy">Its policy; null: none.</param>
internal sealed record PostureTarget(PostureRecord Posture, PolicyDocument? Policy);
