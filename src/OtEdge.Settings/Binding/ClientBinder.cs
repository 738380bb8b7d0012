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

    /// <summary>Checks the clients of an OPC UA rule and gives them as written.</summary>
    public IReadOnlyList<string> Check(MapNode rule)
    {
        foreach ((SettingsNode node, string text) in rule.Values("clients", Scalars.Text))
        {
            if (names.Assets.TryGetValue(text, out Asset? asset))
            {
                named.Add((node, asset));
            }
            else if (!NetworkScalars.Network.TryRead(node, out _))
            {
                ComplainUnknown(node, text);
            }
        }

        return [.. rule.Values("clients", Scalars.Text).Select(item => item.Value)];
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
