using System.Net;

namespace OtEdge.Core.Traffic;

/// <summary>Small numbers for the clients of one conduit; those that come when all are given share one.</summary>
public sealed class ClientNumbers
{
    private readonly Dictionary<IPAddress, int> numbers = [];
    private readonly List<IPAddress> addresses = [];

    /// <summary>The number of a client, the same for the same address; <see cref="FlowKey.OtherClients"/> when all are given.</summary>
    public int NumberOf(IPAddress client)
    {
        if (numbers.TryGetValue(client, out int number))
        {
            return number;
        }

        if (addresses.Count == FlowKey.OtherClients)
        {
            return FlowKey.OtherClients;
        }

        numbers.Add(client, addresses.Count);
        addresses.Add(client);
        return addresses.Count - 1;
    }

    /// <summary>The address behind a number; null for <see cref="FlowKey.OtherClients"/>.</summary>
    public IPAddress? AddressOf(int number) => number < addresses.Count ? addresses[number] : null;
}
