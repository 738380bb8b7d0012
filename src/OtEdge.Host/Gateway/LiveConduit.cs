namespace OtEdge.Host.Gateway;

/// <summary>A conduit of the site. Its state is read by anybody and changed by whoever has the gateway's turn.</summary>
/// <param name="name">Name of the conduit.</param>
/// <param name="state">Its first state.</param>
internal sealed class LiveConduit(string name, ConduitState state)
{
    private ConduitState state = state;

    /// <summary>Name of the conduit.</summary>
    public string Name => name;

    /// <summary>Its state now.</summary>
    public ConduitState State
    {
        get => Volatile.Read(ref state);
        set => Volatile.Write(ref state, value);
    }
}
