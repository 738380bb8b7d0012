using OtEdge.Testing.Hex;

namespace OtEdge.Tests.OpcUa;

/// <summary>The messages of <c>tests/golden/opcua</c>, recorded between third-party peers.</summary>
internal static class RecordedMessages
{
    private static readonly Lazy<(string Name, bool IsRequest, byte[] Body)[]> Messages = new(() =>
    [
        .. Directory.GetFiles(Path.Combine(GoldenFrames.GoldenFolder(), "opcua"), "*.hex").Order(StringComparer.Ordinal).SelectMany(Read),
    ]);

    /// <summary>Every message: its service as in the file's name, whether it is the request, its body.</summary>
    public static IReadOnlyList<(string Name, bool IsRequest, byte[] Body)> All => Messages.Value;

    public static byte[] Request(string name) => [.. All.First(message => message.Name == name && message.IsRequest).Body];

    public static byte[] Response(string name) => All.First(message => message.Name == name && !message.IsRequest).Body;

    private static IEnumerable<(string Name, bool IsRequest, byte[] Body)> Read(string file) =>
        from part in File.ReadAllText(file).Split("\n[").Skip(1)
        let lines = part.Split('\n')
        let digits = string.Concat(lines.Skip(1)).Replace(" ", "", StringComparison.Ordinal)
        select (Path.GetFileNameWithoutExtension(file), lines[0] == "request]", Convert.FromHexString(digits));
}
