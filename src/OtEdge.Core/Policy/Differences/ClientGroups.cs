using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using OtEdge.Core.Policy.Compiled;

namespace OtEdge.Core.Policy.Differences;

/// <summary>
/// Cuts all client addresses into the groups that rules and pins tell apart. Between two edges of networks all addresses are
/// named alike, and a network that smaller ones fill has no clients of its own. Modbus clients carry no application URI.
/// </summary>
internal static class ClientGroups
{
    /// <summary>The groups, none of them empty.</summary>
    public static IReadOnlyList<ClientGroup> Of(ClientIndex clients)
    {
        var groups = new Dictionary<int[], ClientGroup>(IntListComparer.Instance);
        IPNetwork[] networks = [.. clients.Networks];
        foreach (AddressFamily family in (AddressFamily[])[AddressFamily.InterNetwork, AddressFamily.InterNetworkV6])
        {
            foreach (IPAddress address in OneOfEach(networks, family))
            {
                int[] lists = clients.ListsFor(new ClientIdentity(address));
                groups.TryAdd(lists, new ClientGroup(lists, address));
            }
        }

        return [.. groups.Values];
    }

    /// <summary>One address of every stretch between the edges of networks.</summary>
    public static IEnumerable<IPAddress> Addresses(IEnumerable<IPNetwork> networks)
    {
        IPNetwork[] all = [.. networks.Distinct()];
        return OneOfEach(all, AddressFamily.InterNetwork).Concat(OneOfEach(all, AddressFamily.InterNetworkV6)).Distinct();
    }

    // The first address of every stretch between the edges of networks.
    private static IEnumerable<IPAddress> OneOfEach(IPNetwork[] networks, AddressFamily family)
    {
        int bits = family == AddressFamily.InterNetwork ? 32 : 128;
        UInt128 last = bits == 32 ? uint.MaxValue : UInt128.MaxValue;
        var starts = new SortedSet<UInt128> { 0 };
        foreach (IPNetwork network in networks.Where(network => network.BaseAddress.AddressFamily == family))
        {
            UInt128 first = NumberOf(network.BaseAddress);
            UInt128 end = network.PrefixLength == 0 ? last : first | (last >> network.PrefixLength);
            starts.Add(first);
            if (end != last)
            {
                starts.Add(end + 1);
            }
        }

        // An address from the block for documentation (RFC 5737) reads better than 0.0.0.0 for clients whom nothing names.
        return starts.Prepend(bits == 32 ? 0xC000_0201u : UInt128.One).Select(start => AddressOf(start, bits));
    }

    private static UInt128 NumberOf(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        return bytes.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static IPAddress AddressOf(UInt128 number, int bits)
    {
        byte[] bytes = new byte[bits / 8];
        if (bits == 32)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)number);
        }
        else
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        }

        return new IPAddress(bytes);
    }
}
