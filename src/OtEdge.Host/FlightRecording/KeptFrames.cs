using System.Globalization;

namespace OtEdge.Host.FlightRecording;

/// <summary>One capture on disk; everything that is asked of it is in its name.</summary>
/// <param name="Utc">When the finding was made.</param>
/// <param name="Conduit">The conduit.</param>
/// <param name="Finding">Id of the finding.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record KeptFrames(DateTimeOffset Utc, string Conduit, string Finding, long Bytes)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'.'fffffff'Z'";
    private const string Ending = ".pcapng";
    private const char Between = '~';

    /// <summary>Its file name; names in order are captures in order of time.</summary>
    public string FileName => string.Join(
        Between, Utc.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture), Escaped(Conduit), Finding) + Ending;

    /// <summary>The capture that a file name stands for; null when it stands for none.</summary>
    public static KeptFrames? Of(FileInfo file)
    {
        string[] parts = Path.GetFileNameWithoutExtension(file.Name).Split(Between);
        return parts.Length == 3
            && file.Extension == Ending
            && DateTimeOffset.TryParseExact(
                parts[0], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset utc)
            ? new KeptFrames(utc, Uri.UnescapeDataString(parts[1]), parts[2], file.Length)
            : null;
    }

    // A name may hold what parts the file name, or what parts directories.
    private static string Escaped(string name) => Uri.EscapeDataString(name).Replace($"{Between}", "%7E", StringComparison.Ordinal);
}
