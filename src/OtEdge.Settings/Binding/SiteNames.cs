using System.Net;
using OtEdge.Core.Zones;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>The names that policies and operations may use.</summary>
internal sealed class SiteNames
{
    public SiteNames(Site site, IEnumerable<string>? nodeTags = null, IReadOnlySet<string>? broken = null)
    {
        Site = site;
        Assets = site.Assets.DistinctBy(asset => asset.Name).ToDictionary(asset => asset.Name, StringComparer.Ordinal);
        Tags = site.Assets.SelectMany(asset => asset.Tags).DistinctBy(tag => tag.Name).ToDictionary(tag => tag.Name, StringComparer.Ordinal);
        Broken = broken ?? new HashSet<string>();
        NodeTags = new HashSet<string>(nodeTags ?? [], StringComparer.Ordinal);
    }

    public Site Site { get; }

    public IReadOnlyDictionary<string, Asset> Assets { get; }

    /// <summary>Tags that are Modbus registers or coils.</summary>
    public IReadOnlyDictionary<string, Tag> Tags { get; }

    /// <summary>Tags that are OPC UA nodes.</summary>
    public IReadOnlySet<string> NodeTags { get; }

    /// <summary>Assets and tags that are declared wrongly, which was said where they are declared.</summary>
    public IReadOnlySet<string> Broken { get; }

    /// <summary>Why a Modbus policy cannot use a tag of this name, for messages.</summary>
    public string UnknownTag(string name) => NodeTags.Contains(name)
        ? $"the tag {Quote.Words(name)} is an OPC UA node; a Modbus rule needs a register or coil"
        : $"unknown tag {Quote.Words(name)}{Hint(name)}";

    /// <summary>Says that a Modbus policy cannot use a tag; silent about one that was declared wrongly.</summary>
    public void ComplainTag(SettingsNode node, string name, ProblemList problems)
    {
        if (!Broken.Contains(name))
        {
            problems.Error(node, UnknownTag(name));
        }
    }

    /// <summary>An address that a rule or an operation names, by asset or in digits.</summary>
    public bool TryAddress(string text, out IPAddress address, out string problem)
    {
        problem = "";
        address = IPAddress.None;
        if (Assets.TryGetValue(text, out Asset? asset))
        {
            problem = asset.Addresses.Count > 0 ? "" : $"the asset {Quote.Words(text)} has no address; write an address";
            address = asset.Addresses.Count > 0 ? asset.Addresses[0].BaseAddress : IPAddress.None;
            return asset.Addresses.Count > 0;
        }

        if (!Shapes.NetworkScalars.TryAddress(text, out address))
        {
            problem = $"expected an asset or an address such as 10.20.0.11, but found {Quote.Words(text)}{NearestName.Hint(text, [.. Assets.Keys])}";
            return false;
        }

        return true;
    }

    /// <summary>The end of a day in the site's time zone: the first moment of the next; a midnight that a clock change skips counts
    /// from the offset before.</summary>
    public DateTimeOffset EndOf(DateOnly day)
    {
        if (day == DateOnly.MaxValue)
        {
            return DateTimeOffset.MaxValue;
        }

        DateTime next = day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        var local = new DateTimeOffset(next, Site.TimeZone.GetUtcOffset(next));
        return local.ToUniversalTime();
    }

    private string Hint(string name)
    {
        string hint = NearestName.Hint(name, [.. Tags.Keys]);
        return hint.Length > 0 ? hint : "; declare it under `tags` of its asset in otedge.yaml";
    }
}
