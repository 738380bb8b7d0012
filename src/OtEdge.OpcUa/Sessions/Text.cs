using OtEdge.OpcUa.Encoding;

namespace OtEdge.OpcUa.Sessions;

/// <summary>Reads strings that are kept; empty ones are null.</summary>
internal static class Text
{
    public static string? Read(ref UaReader reader) =>
        reader.String() is { IsEmpty: false } utf8 ? System.Text.Encoding.UTF8.GetString(utf8) : null;
}
