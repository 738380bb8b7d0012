using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Suggesting;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;
using OtEdge.Modbus;

namespace OtEdge.Host.Replaying;

/// <summary>Suggests the policy of a conduit with the names of a site.</summary>
internal static class Suggestions
{
    /// <summary>How often a write must have been seen when nobody says otherwise.</summary>
    public const int WritesMinDefault = 3;

    /// <summary>A collector that knows the tags of the devices behind a conduit.</summary>
    public static FlowCollector Collector(Conduit? conduit, Site site) => new(conduit is null ? [] : TagsOf(conduit, site));

    /// <summary>The suggestion.</summary>
    /// <param name="name">Name of the conduit.</param>
    /// <param name="site">Where names come from.</param>
    /// <param name="collected">What was seen.</param>
    /// <param name="source">Where it was seen, in words.</param>
    /// <param name="writesMin">How often a write must have been seen to be allowed.</param>
    public static SuggestionView Of(string name, Site site, FlowCollector collected, string source, int writesMin)
    {
        var clients = new DeclaredClients(site.Assets);
        string policy = site.Conduits.FirstOrDefault(conduit => conduit.Name == name)?.Policy ?? name;
        PolicySuggestion suggestion = PolicySuggester.Suggest(collected, new SuggestionOptions
        {
            PolicyName = policy,
            Source = source,
            AssetOf = clients.NameOf,
            WordOf = Word,
            WritesMin = writesMin,
        });
        return new SuggestionView(name, policy, suggestion.Text, collected.Requests, [])
        {
            Rules = suggestion.Rules,
            FlowsLeftOut = suggestion.LeftOut.Count,
            OperationsLeftOut = suggestion.LeftOut.Sum(flow => flow.Times),
        };
    }

    // A general name would allow every sub-function.
    private static string Word(FunctionId function) =>
        ModbusFunctions.NameOf(function.Code, function.Sub) is { } name
        && ModbusFunctions.TryByName(name, out ModbusFunction named) && named.Sub == function.Sub
            ? name
            : function.ToString();

    // Several devices of a zone may use one unit and address; those of the conduit's own device come first.
    private static List<Tag> TagsOf(Conduit conduit, Site site) =>
    [
        .. site.Assets
            .Where(asset => asset.Zone == conduit.To)
            .OrderByDescending(asset => IsDevice(asset, conduit))
            .SelectMany(asset => asset.Tags)
            .DistinctBy(tag => (tag.Unit, tag.Space, tag.Address)),
    ];

    private static bool IsDevice(Asset asset, Conduit conduit) =>
        System.Net.IPAddress.TryParse(conduit.Device.Host, out System.Net.IPAddress? address)
        && asset.Addresses.Any(network => network.Contains(address));
}
