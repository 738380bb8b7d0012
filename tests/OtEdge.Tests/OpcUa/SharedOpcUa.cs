using Xunit;

namespace OtEdge.Tests.OpcUa;

/// <summary>Third-party captures and byte corpora that lie beside the project and are no part of it; without them their tests are skipped.</summary>
internal static class SharedOpcUa
{
    private const string Variable = "OTEDGE_SHARED";

    /// <summary>The folder <c>data/opcua</c>; skips the test when it is not there.</summary>
    public static string Folder()
    {
        string? path = Folders().Select(folder => Path.Combine(folder, "data", "opcua")).FirstOrDefault(Directory.Exists);
        Assert.SkipWhen(path is null, $"needs data/opcua in a folder `shared` beside the project, or where {Variable} points");
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
