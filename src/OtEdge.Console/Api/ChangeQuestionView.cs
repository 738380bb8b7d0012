namespace OtEdge.Console.Api;

/// <summary>A change question.</summary>
/// <param name="Question">benefit, harm, notice, way-back or told.</param>
/// <param name="Asks">The question in words.</param>
/// <param name="Answer">What was answered; null: nothing yet.</param>
public sealed record ChangeQuestionView(string Question, string Asks, string? Answer);
