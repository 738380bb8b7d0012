using System.Text;

namespace OtEdge.Conduits.OpcUa.Reverse;

/// <summary>Words of a peer, as people may be shown them.</summary>
internal static class CallText
{
    private const int CharactersMax = 120;

    /// <summary>A short text without control characters.</summary>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        string text = Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, CharactersMax)]);
        return string.Create(text.Length, text, static (to, from) =>
        {
            for (int i = 0; i < from.Length; i++)
            {
                to[i] = char.IsControl(from[i]) ? '?' : from[i];
            }
        }) + (utf8.Length > CharactersMax ? "..." : "");
    }
}
