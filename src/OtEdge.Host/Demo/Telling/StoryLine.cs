namespace OtEdge.Host.Demo.Telling;

/// <summary>One line of a story, for programs.</summary>
/// <param name="AtSeconds">Since the story began.</param>
/// <param name="Text">What is told.</param>
/// <param name="Change">Id of the change that it is about; null: of none.</param>
/// <param name="State">Where that change stands; null: it is about none.</param>
internal sealed record StoryLine(double AtSeconds, string Text, string? Change, string? State);
