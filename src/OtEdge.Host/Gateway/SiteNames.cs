using System.Collections.Concurrent;

namespace OtEdge.Host.Gateway;

/// <summary>What loops and findings may ask about the site at any moment. Thread-safe.</summary>
internal sealed class SiteNames
{
    private readonly ConcurrentDictionary<int, string> conduits = new();
    private DeclaredClients clients = new([]);

    /// <summary>Who is declared by which asset.</summary>
    public DeclaredClients Clients
    {
        get => Volatile.Read(ref clients);
        set => Volatile.Write(ref clients, value);
    }

    /// <summary>Name of a conduit by its index in the data plane, closed ones included; empty when unknown.</summary>
    public string ConduitAt(int index) => conduits.GetValueOrDefault(index, "");

    /// <summary>Says which conduit has an index.</summary>
    public void Add(int index, string conduit) => conduits[index] = conduit;
}
