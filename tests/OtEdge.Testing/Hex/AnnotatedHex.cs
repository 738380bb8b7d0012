using System.Text;

namespace OtEdge.Testing.Hex;

/// <summary>Reads files of annotated hex, as <c>tests/golden/frames/README.md</c> describes them.</summary>
public static class AnnotatedHex
{
    /// <summary>Reads every frame of a file's text.</summary>
    /// <param name="name">Name of the file, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="FormatException">A line is none of the forms that there are; the message names file and line.</exception>
    public static IReadOnlyList<GoldenFrame> Parse(string name, string text)
    {
        var frames = new List<GoldenFrame>();
        var hex = new StringBuilder();
        GoldenFrame? open = null;
        GoldenFrame? request = null;
        int number = 0;
        foreach (string line in text.Split('\n').Select(line => line.Trim()))
        {
            number++;
            string where = $"{name}:{number}";
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[')
            {
                Expect(open is null, where, "`= ...` to end the frame before");
                open = Open(where, line, request);
                hex.Clear();
                continue;
            }

            Expect(open is not null, where, "`[request]`, `[reply]` or `[stream]` to begin a frame");
            if (line[0] != '=')
            {
                hex.Append(HexOf(where, line));
                continue;
            }

            var frame = open! with { Bytes = Convert.FromHexString(hex.ToString()), Expected = line[1..].Trim() };
            request = frame.Kind == GoldenFrameKind.Request ? frame : request;
            frames.Add(frame);
            open = null;
        }

        Expect(open is null, $"{name}:{number}", "`= ...` to end the last frame");
        return frames;
    }

    private static GoldenFrame Open(string where, string line, GoldenFrame? request)
    {
        int end = line.IndexOf(']', StringComparison.Ordinal);
        Expect(end > 0, where, "`]`");
        GoldenFrameKind? kind = line[1..end] switch
        {
            "request" => GoldenFrameKind.Request,
            "reply" => GoldenFrameKind.Reply,
            "stream" => GoldenFrameKind.Stream,
            _ => null,
        };
        Expect(kind is not null, where, "`request`, `reply` or `stream` between the brackets");
        Expect(kind != GoldenFrameKind.Reply || request is not null, where, "a request before the reply");
        return new GoldenFrame(where, kind!.Value, line[(end + 1)..].Trim(), [], "")
        {
            Request = kind == GoldenFrameKind.Reply ? request : null,
        };
    }

    private static string HexOf(string where, string line)
    {
        string hex = new([.. line.Split(';')[0].Where(character => character != ' ')]);
        Expect(hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit), where, "whole bytes in hex, then `;` and a remark");
        return hex;
    }

    private static void Expect(bool holds, string where, string expected)
    {
        if (!holds)
        {
            throw new FormatException($"{where}: expected {expected}");
        }
    }
}
