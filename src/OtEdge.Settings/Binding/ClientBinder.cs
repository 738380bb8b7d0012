using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Resolves the `clients` of rules and pins.</summary>
internal sealed class ClientBinder(SiteNames names, ProblemList problems)
{
    private readonly List<(SettingsNode Node, Asset Asset)> named = [];

    /// <summary>Assets that were named, with where.</summary>
    public IReadOnlyList<(SettingsNode Node, Asset Asset)> Named => named;

    /// <summary>The selectors of a Modbus rule. Modbus tells nothing of a client but its address.</summary>
    public IReadOnlyList<ClientSelector> Bind(MapNode rule)
    {
        var selectors = new List<ClientSelector>();
        foreach ((SettingsNode node, string text) in rule.Values("clients", Scalars.Text))
        {
            if (names.Assets.TryGetValue(text, out Asset? asset))
            {
                named.Add((node, asset));
                if (asset.Addresses.Count == 0 && !names.Broken.Contains(text))
                {
                    problems.Error(node, $"the asset {Quote.Words(text)} has no `address`, and a Modbus client is known by nothing else; give it one in otedge.yaml");
                }

                selectors.Add(new ClientSelector(text, asset.Addresses));
            }
            else if (NetworkScalars.Network.TryRead(node, out IPNetwork network))
            {
                selectors.Add(new ClientSelector(text, [network]));
            }
            else
            {
                ComplainUnknown(node, text);
            }
        }

        return selectors;
    }

    /// <summary>The selectors of an OPC UA rule: every identifier that an asset declares must match.</summary>
    public IReadOnlyList<ClientSelector> BindAll(MapNode rule)
    {
        var selectors = new List<ClientSelector>();
        foreach ((SettingsNode node, string text) in rule.Values("clients", Scalars.Text))
        {
            if (names.Assets.TryGetValue(text, out Asset? asset))
            {
                named.Add((node, asset));
                selectors.Add(new ClientSelector(text, asset.Addresses, asset.ApplicationUri) { Thumbprint = asset.Thumbprint });
                if (asset is { Addresses.Count: 0, ApplicationUri: null, Thumbprint: null } && !names.Broken.Contains(text))
                {
                    problems.Error(node, $"the asset {Quote.Words(text)} declares nothing to know it by; give it an `address`, `application-uri` or `thumbprint` in otedge.yaml");
                }
            }
            else if (NetworkScalars.Network.TryRead(node, out IPNetwork network))
            {
                selectors.Add(new ClientSelector(text, [network]));
            }
            else
            {
                ComplainUnknown(node, text);
            }
        }

        return selectors;
    }

    private void ComplainUnknown(SettingsNode node, string text)
    {
        if (text.Length > 0 && text.All(character => char.IsAsciiHexDigit(character) || character is '.' or ':' or '/') && text.IndexOfAny(['.', ':']) >= 0)
        {
            NetworkScalars.Network.Check(node, problems);
            return;
        }

        string? nearest = NearestName.Of(text, [.. names.Assets.Keys]);
        problems.Error(node, $"unknown asset {Quote.Words(text)}; "
            + (nearest is null ? "declare it under `assets` in otedge.yaml, or write an address or network" : $"did you mean {Quote.Words(nearest)}?"));
    }
}
