namespace OtEdge.Core.Staging;

/// <summary>The author's answer to a change question.</summary>
/// <param name="Question">The question.</param>
/// <param name="Text">The answer.</param>
public sealed record ChangeAnswer(ChangeQuestion Question, string Text);
