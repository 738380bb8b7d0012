using System.Collections.Concurrent;
using OtEdge.Core.Tags;
using OtEdge.Core.Traffic.Regimes;
using OtEdge.Core.Zones;
using OtEdge.Settings.Model;

namespace OtEdge.Host.Tags;

/// <summary>The present values of the site's tags, whoever has seen them. Thread-safe.</summary>
/// <param name="time">The clock.</param>
internal sealed class TagBook(TimeProvider time)
{
    private static readonly TimeSpan LagLongest = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, TagEntry> entries = new(StringComparer.Ordinal);
    private Dictionary<string, string> nodes = [];

    /// <summary>Told of every reading, bad ones too; called by whoever has seen it.</summary>
    public event Action<string, TagReading>? Read;

    /// <summary>The tags of the site, by name.</summary>
    public IReadOnlyList<string> Tags => [.. entries.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Takes the tags of a site; those that stay keep their values.</summary>
    public void Take(Site site, SettingsModel? settings)
    {
        Dictionary<string, string> declared = (settings?.NodeTags ?? []).ToDictionary(tag => tag.Name, tag => tag.Node, StringComparer.Ordinal);
        Volatile.Write(ref nodes, declared);
        HashSet<string> names = [.. site.Assets.SelectMany(asset => asset.Tags).Select(tag => tag.Name), .. declared.Keys];
        foreach (string gone in entries.Keys.Where(name => !names.Contains(name)))
        {
            entries.TryRemove(gone, out _);
        }

        foreach (string name in names)
        {
            entries.TryAdd(name, new TagEntry());
        }
    }

    /// <summary>Takes a reading of a tag of the site; others are ignored.</summary>
    /// <param name="tag">Name of the tag.</param>
    /// <param name="reading">The reading.</param>
    /// <param name="inPassing">True: it was on its way to a client; false: OtEdge has asked for it.</param>
    public void See(string tag, TagReading reading, bool inPassing)
    {
        long now = time.GetTimestamp();
        if (Change(tag, entry => After(entry, reading, now) with { PassedAt = inPassing ? now : entry.PassedAt }))
        {
            Read?.Invoke(tag, reading);
        }
    }

    /// <summary>The device has refused to tell a tag: its value is unknown from here on.</summary>
    public void Refuse(string tag, string why)
    {
        long now = time.GetTimestamp();
        var none = new TagReading(null, null, time.GetUtcNow());
        if (Change(tag, entry => After(entry, none, now) with { Trouble = why }))
        {
            Read?.Invoke(tag, none);
        }
    }

    /// <summary>A tag could not be asked for: the value that it has grows old.</summary>
    public void Miss(string tag, string why) => Change(tag, entry => entry with { Trouble = why });

    /// <summary>How long ago a tag passed by on its way to a client; null: never.</summary>
    public TimeSpan? SincePassing(string tag) =>
        entries.TryGetValue(tag, out TagEntry? entry) && entry.PassedAt is { } at ? time.GetElapsedTime(at) : null;

    /// <summary>What is known of a tag now.</summary>
    /// <param name="tag">Name of the tag; one that the site does not have is unknown.</param>
    /// <param name="stale">A value older than this is stale.</param>
    public TagValue Now(string tag, TimeSpan stale)
    {
        if (!entries.TryGetValue(tag, out TagEntry? entry))
        {
            return new TagValue { Tag = tag, Quality = TagQuality.Unknown, Why = "is no tag of the site" };
        }

        if (entry.Reading is not { } reading)
        {
            return new TagValue { Tag = tag, Quality = TagQuality.Unknown, Why = WhyUnseen(tag, entry) };
        }

        TimeSpan age = time.GetElapsedTime(entry.SeenAt);
        bool isBad = reading.Number is null && reading.Word is null;
        bool isOld = age > stale;
        return new TagValue
        {
            Tag = tag,
            Quality = isBad ? TagQuality.Unknown : isOld ? TagQuality.Stale : TagQuality.Good,
            Reading = reading,
            Age = age,
            UnchangedFor = time.GetElapsedTime(entry.ChangedAt),
            Why = isBad ? entry.Trouble ?? "is no number"
                : isOld ? $"was last seen {age.TotalSeconds:0} s ago" + (entry.Trouble is { } trouble ? $"; it {trouble}" : "")
                : "",
        };
    }

    // What was seen has been on its way for a moment: its age is rather said too high than too low.
    private TagEntry After(TagEntry entry, TagReading reading, long now)
    {
        TimeSpan lag = time.GetUtcNow() - reading.Utc;
        long seenAt = lag > TimeSpan.Zero && lag <= LagLongest ? now - (long)(lag.TotalSeconds * time.TimestampFrequency) : now;
        bool isSame = entry.Reading is { } before && before.Number.Equals(reading.Number) && before.Word == reading.Word;
        return entry with { Reading = reading, SeenAt = seenAt, ChangedAt = isSame ? entry.ChangedAt : seenAt, Trouble = null };
    }

    private string WhyUnseen(string tag, TagEntry entry) =>
        entry.Trouble ?? (Volatile.Read(ref nodes).TryGetValue(tag, out string? node)
            ? $"is the OPC UA node {node}, which was not seen yet"
            : "was not seen yet");

    private bool Change(string tag, Func<TagEntry, TagEntry> change)
    {
        while (entries.TryGetValue(tag, out TagEntry? before))
        {
            if (entries.TryUpdate(tag, change(before), before))
            {
                return true;
            }
        }

        return false;
    }
}
