using System.Net;

namespace OtEdge.Core.Policy.Compiled;

/// <summary>
/// Numbers the distinct client lists of rules and finds the lists that hold for a client: one hash look-up for each prefix length
/// in use. List 0 is the empty one, which holds for every client.
/// </summary>
internal sealed class ClientIndex
{
    /// <summary>The list that holds for every client.</summary>
    public const int AnyClient = 0;

    private readonly Dictionary<string, int> byContent = [];
    private readonly Dictionary<IPNetwork, List<Named>> byNetwork = [];
    private readonly SortedSet<int> prefixLengthsV4 = [];
    private readonly SortedSet<int> prefixLengthsV6 = [];
    private readonly List<Named> fromAnywhere = [];

    /// <summary>The networks that the lists name.</summary>
    public IEnumerable<IPNetwork> Networks => byNetwork.Keys;

    /// <summary>The number of a list; equal lists have one.</summary>
    public int NumberOf(IReadOnlyList<ClientSelector> clients)
    {
        if (clients.Count == 0)
        {
            return AnyClient;
        }

        string content = clients.Count == 1
            ? clients[0].CanonicalText
            : string.Join('|', clients.Select(selector => selector.CanonicalText).Distinct().Order(StringComparer.Ordinal));
        if (!byContent.TryGetValue(content, out int list))
        {
            byContent.Add(content, list = byContent.Count + 1);
            Index(clients, list);
        }

        return list;
    }

    /// <summary>The lists that hold for a client, in order and without <see cref="AnyClient"/>.</summary>
    public int[] ListsFor(ClientIdentity client)
    {
        IPAddress address = client.Address.IsIPv4MappedToIPv6 ? client.Address.MapToIPv4() : client.Address;
        return ListsHolding(new IPNetwork(address, BitsOf(address)), client.ApplicationUri);
    }

    /// <summary>The lists that hold for every client with an address in a network and this application URI.</summary>
    public int[] ListsHolding(IPNetwork network, string? applicationUri)
    {
        var found = new SortedSet<int>();
        Add(fromAnywhere);
        SortedSet<int> lengths = BitsOf(network.BaseAddress) == 32 ? prefixLengthsV4 : prefixLengthsV6;
        foreach (int length in lengths.Where(length => length <= network.PrefixLength))
        {
            if (byNetwork.TryGetValue(Masked(network.BaseAddress, length), out List<Named>? named))
            {
                Add(named);
            }
        }

        return [.. found];

        void Add(List<Named> selectors)
        {
            foreach (Named selector in selectors)
            {
                if (selector.ApplicationUri is null || selector.ApplicationUri == applicationUri)
                {
                    found.Add(selector.List);
                }
            }
        }
    }

    private static int BitsOf(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128;

    private static IPNetwork Masked(IPAddress address, int prefixLength)
    {
        byte[] bytes = address.GetAddressBytes();
        for (int i = 0; i < bytes.Length; i++)
        {
            int bits = Math.Clamp(prefixLength - (8 * i), 0, 8);
            bytes[i] &= unchecked((byte)(0xFF00 >> bits));
        }

        return new IPNetwork(new IPAddress(bytes), prefixLength);
    }

    private void Index(IReadOnlyList<ClientSelector> clients, int list)
    {
        foreach (ClientSelector selector in clients)
        {
            var named = new Named(list, selector.ApplicationUri);
            if (selector.Addresses.Count == 0)
            {
                fromAnywhere.Add(named);
            }

            foreach (IPNetwork network in selector.Addresses)
            {
                IPNetwork key = Masked(network.BaseAddress, network.PrefixLength);
                (byNetwork.TryGetValue(key, out List<Named>? there) ? there : byNetwork[key] = []).Add(named);
                (BitsOf(key.BaseAddress) == 32 ? prefixLengthsV4 : prefixLengthsV6).Add(key.PrefixLength);
            }
        }
    }

    private readonly record struct Named(int List, string? ApplicationUri);
}
