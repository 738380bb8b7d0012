using System.Text.Json;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Names of the program as people read them.</summary>
internal static class Words
{
    /// <summary>A name as words: <c>MalformedRequest</c> as <c>malformed request</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Snake(value).Replace('_', ' ');

    /// <summary>A name as JSON has it: <c>MalformedRequest</c> as <c>malformed_request</c>.</summary>
    public static string Snake<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Every name of an enumeration as JSON has it.</summary>
    public static string[] All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Snake)];
}
