using OtEdge.Core.Findings;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Alerts;

/// <summary>Says what the site knows of the place of a finding. Thread-safe.</summary>
/// <param name="names">Names of conduits and tags.</param>
/// <param name="values">Values that tags had lately.</param>
/// <param name="site">The settings in force.</param>
internal sealed class AlertPlaces(SiteNames names, LastValues values, Func<Site> site)
{
    /// <summary>The place of a finding.</summary>
    public AlertPlace Of(Finding finding)
    {
        Site known = site();
        if (known.Conduits.FirstOrDefault(one => one.Name == finding.Conduit) is not { } conduit)
        {
            return AlertPlace.Unknown;
        }

        Criticality criticality = known.Zones.FirstOrDefault(zone => zone.Name == conduit.To)?.Criticality ?? Criticality.Normal;
        Tag[] tags = [.. names.TagsOf(finding.Conduit).Where(tag => IsTouched(tag, finding))];
        string[] before =
        [
            .. tags.Select(tag => values.Before(tag.Name, finding.LastSeen) is { } value ? Said(tag, value, tags.Length > 1) : null)
                .OfType<string>(),
        ];
        return new AlertPlace(
            criticality,
            SiteNames.DeviceOf(known, conduit),
            tags.Length == 0 ? null : string.Join(", ", tags.Select(tag => tag.Name)),
            before.Length == 0 ? null : string.Join(", ", before));
    }

    private static string Said(Tag tag, string value, bool isOneOfSeveral)
    {
        string said = tag.EngineeringUnit is null ? value : $"{value} {tag.EngineeringUnit}";
        return isOneOfSeveral ? $"{said} ({tag.Name})" : said;
    }

    private static bool IsTouched(Tag tag, Finding finding) =>
        finding is { Address: { } first, Count: { } count }
        && finding.Space == tag.Space
        && finding.Unit == tag.Unit
        && tag.Address < first + count
        && first < tag.Address + tag.Layout.Width;
}
