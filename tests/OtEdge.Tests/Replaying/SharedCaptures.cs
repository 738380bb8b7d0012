using Xunit;

namespace OtEdge.Tests.Replaying;

/// <summary>Third-party captures that lie beside the project and are no part of it; without them their tests are skipped.</summary>
internal static class SharedCaptures
{
    private const string Variable = "OTEDGE_SHARED";

    /// <summary>The path of a capture; skips the test when it is not there.</summary>
    public static string PathOf(string name)
    {
        string? path = Folders().Select(folder => Path.Combine(folder, "data", "modbus", name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(
            path is null,
            $"needs the capture data/modbus/{name} in a folder `shared` beside the project, or where {Variable} points");
        return path!;
    }

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            yield return given;
            yield break;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "shared");
        }
    }
}
