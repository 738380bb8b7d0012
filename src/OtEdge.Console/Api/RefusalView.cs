using System.Text.Json.Serialization;
using OtEdge.Console.Editing;

namespace OtEdge.Console.Api;

/// <summary>Problem details (RFC 9457): why a request was refused.</summary>
public sealed record RefusalView
{
    /// <summary>A stable word of this API, such as `urn:otedge:problem:conflict`.</summary>
    public required string Type { get; init; }

    /// <summary>Short, the same for every refusal of its sort.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What was expected and what to do.</summary>
    public required string Detail { get; init; }

    /// <summary>What is wrong in a settings or policy file; absent: nothing of that sort.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemView>? Problems { get; init; }

    /// <summary>What another person has made of it meanwhile; absent: nothing of that sort.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EditedView? Edited { get; init; }
}
