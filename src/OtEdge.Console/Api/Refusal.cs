using OtEdge.Console.Editing;

namespace OtEdge.Console.Api;

/// <summary>Why a request was not done, and what to do about it.</summary>
/// <param name="Kind">Whose fault it is.</param>
/// <param name="Title">Short, the same for every refusal of its sort.</param>
/// <param name="Detail">What was expected and what to do.</param>
/// <param name="Problems">What is wrong in a settings or policy file; null: nothing of that sort.</param>
public sealed record Refusal(
    RefusalKind Kind,
    string Title,
    string Detail,
    IReadOnlyList<ProblemView>? Problems = null)
{
    /// <summary>What another person has made of it meanwhile; null: nothing of that sort.</summary>
    public EditedView? Edited { get; init; }
}
