using System.Text.Json;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Names of the program as people read them.</summary>
internal static class Words
{
    private const int CommitLettersMax = 8;

    /// <summary>A name as words: <c>MalformedRequest</c> as <c>malformed request</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Snake(value).Replace('_', ' ');

    /// <summary>A name as JSON has it: <c>MalformedRequest</c> as <c>malformed_request</c>.</summary>
    public static string Snake<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>A number and what is counted: <c>1 zone</c>, <c>2 zones</c>.</summary>
    public static string Count(long number, string one, string? many = null) =>
        $"{number:N0} {(number == 1 ? one : many ?? one + "s")}";

    /// <summary>A version with the first letters of its commit only.</summary>
    public static string Version(string version) =>
        version.IndexOf('+', StringComparison.Ordinal) is >= 0 and var plus && version.Length > plus + CommitLettersMax
            ? version[..(plus + 1 + CommitLettersMax)]
            : version;

    /// <summary>Every name of an enumeration as JSON has it.</summary>
    public static string[] All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Snake)];
}
