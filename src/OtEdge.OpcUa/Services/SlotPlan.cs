namespace OtEdge.OpcUa.Services;

/// <summary>Which items of a request are refused, with what; kept until its response comes.</summary>
public sealed class SlotPlan
{
    private readonly uint[] statuses;
    private readonly byte[][]? echoes;

    /// <summary>Makes a plan in which nothing is refused.</summary>
    /// <param name="service">The service.</param>
    /// <param name="handle">The request's handle.</param>
    /// <param name="items">Number of items.</param>
    public SlotPlan(ServiceType service, uint handle, int items)
    {
        Service = service;
        Handle = handle;
        statuses = new uint[items];
        echoes = service == ServiceType.RegisterNodes ? new byte[items][] : null;
    }

    /// <summary>The service.</summary>
    public ServiceType Service { get; }

    /// <summary>The handle of the request.</summary>
    public uint Handle { get; }

    /// <summary>Number of items.</summary>
    public int Items => statuses.Length;

    /// <summary>Number of items that are refused.</summary>
    public int Refused { get; private set; }

    /// <summary>The status that an item is refused with; 0: it is not refused.</summary>
    public uint StatusOf(int item) => statuses[item];

    /// <summary>Refuses an item.</summary>
    /// <param name="item">Its position.</param>
    /// <param name="status">With what; a bad status.</param>
    /// <param name="node">The node as the request writes it: RegisterNodes has no status to answer with, and the node itself, which is
    /// no alias, is judged again wherever it is used.</param>
    public void Refuse(int item, uint status, ReadOnlySpan<byte> node = default)
    {
        if (statuses[item] == 0)
        {
            Refused++;
        }

        statuses[item] = status;
        if (echoes is not null)
        {
            echoes[item] = node.ToArray();
        }
    }

    internal ReadOnlySpan<byte> EchoOf(int item) => echoes is null ? default : echoes[item];
}
