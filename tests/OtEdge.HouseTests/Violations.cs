using Xunit;

namespace OtEdge.HouseTests;

/// <summary>What a rule found, each as "file:line: what, and what to do".</summary>
internal static class Violations
{
    /// <summary>Fails with all of them.</summary>
    public static void None(IEnumerable<string> violations)
    {
        string[] all = [.. violations.Order(StringComparer.Ordinal)];
        Assert.True(all.Length == 0, $"{all.Length} found:\n{string.Join('\n', all)}");
    }
}
