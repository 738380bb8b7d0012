using OtEdge.Core.Policy;

namespace OtEdge.Core.Staging;

/// <summary>A posture with the policy that its digest names.</summary>
/// <param name="Posture">The posture.</param>
/// <param name="Policy">Its policy; null: none.</param>
public sealed record RuledPosture(PostureRecord Posture, PolicyDocument? Policy);
