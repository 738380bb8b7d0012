namespace OtEdge.Conduits.Replaying;

/// <summary>One TCP connection of a capture.</summary>
public sealed class CapturedConnection
{
    internal CapturedConnection(int number, CapturedEndpoint client, CapturedEndpoint device)
    {
        Number = number;
        Client = client;
        Device = device;
    }

    /// <summary>Counts the connections of a capture from 1; ports that are used again get a new number.</summary>
    public int Number { get; }

    /// <summary>Who asks.</summary>
    public CapturedEndpoint Client { get; }

    /// <summary>Who answers.</summary>
    public CapturedEndpoint Device { get; }

    /// <summary>True when the capture began after the connection did.</summary>
    public bool IsMidStream => !HasSyn;

    internal bool HasSyn { get; set; }

    internal bool IsClosed { get; set; }

    internal TcpDirection FromClient { get; } = new();

    internal TcpDirection FromDevice { get; } = new();

    internal LinkedListNode<CapturedConnection>? Recency { get; set; }
}
