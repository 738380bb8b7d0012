namespace OtEdge.Core.Staging;

/// <summary>A policy as it once was, kept for good.</summary>
/// <param name="Digest">As in <see cref="Policy.PolicyDocument.Digest"/>.</param>
/// <param name="Name">Name of the policy.</param>
/// <param name="Json">The whole document by <see cref="Policy.PolicyDocumentJson"/>, with the text that people wrote.</param>
/// <param name="FirstSeen">When the journal first got it.</param>
public sealed record PolicyRevision(string Digest, string Name, string Json, DateTimeOffset FirstSeen);
