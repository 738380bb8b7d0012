using System.Collections.Concurrent;
using System.Globalization;
using OtEdge.Core.Traffic.Regimes;

namespace OtEdge.Host.Alerts;

/// <summary>The values that tags had lately, as they passed by in replies. Thread-safe; as many as there are tags.</summary>
internal sealed class LastValues
{
    private readonly ConcurrentDictionary<string, Seen> values = new(StringComparer.Ordinal);

    /// <summary>Takes a value.</summary>
    public void Take(string tag, TagReading reading)
    {
        if (reading.Number is { } number)
        {
            values.AddOrUpdate(
                tag,
                _ => new Seen(number, reading.Utc, null),
                (_, known) => known.Value.Equals(number) ? known : new Seen(number, reading.Utc, known.Value));
        }
    }

    /// <summary>The value that a tag had before a moment, in words; null when unknown.</summary>
    public string? Before(string tag, DateTimeOffset moment)
    {
        if (!values.TryGetValue(tag, out Seen? seen))
        {
            return null;
        }

        // What was read after a write shows the write; what was there is the value before it.
        double? value = seen.Since < moment ? seen.Value : seen.Former;
        return value?.ToString("G7", CultureInfo.InvariantCulture);
    }

    private sealed record Seen(double Value, DateTimeOffset Since, double? Former);
}
