namespace OtEdge.Host.Drafting;

/// <summary>A draft as its file has it.</summary>
/// <param name="Text">The text.</param>
/// <param name="By">Who saved it.</param>
/// <param name="At">When.</param>
/// <param name="Base">Digest of the policy that it was made from; null: of none.</param>
internal sealed record KeptDraft(string Text, string By, DateTimeOffset At, string? Base);
