using OtEdge.Testing.Hex;

namespace OtEdge.Tests.Replaying;

/// <summary>One block of <c>tests/golden/captures/counts.txt</c>.</summary>
internal sealed record GoldenCounts(string Capture, string Said, string Found, string Also, string Why)
{
    public static IReadOnlyList<GoldenCounts> All { get; } = Read();

    private static List<GoldenCounts> Read()
    {
        var blocks = new List<GoldenCounts>();
        string key = "";
        foreach (string line in File.ReadLines(Path.Combine(GoldenFrames.GoldenFolder(), "captures", "counts.txt")))
        {
            if (line.StartsWith('['))
            {
                blocks.Add(new GoldenCounts(line.Trim('[', ']'), "", "", "", ""));
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                key = line[0] == ' ' ? key : line.Split(' ')[0];
                string text = line[(line[0] == ' ' ? 0 : key.Length)..].Trim();
                blocks[^1] = blocks[^1].With(key, text);
            }
        }

        return blocks;
    }

    private GoldenCounts With(string key, string text) => key switch
    {
        "said" => this with { Said = text },
        "found" => this with { Found = text },
        "also" => this with { Also = text },
        "why" => this with { Why = $"{Why} {text}".Trim() },
        _ => throw new FormatException($"counts.txt: expected said, found, also or why, got {key}"),
    };
}
