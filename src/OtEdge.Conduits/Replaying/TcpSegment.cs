namespace OtEdge.Conduits.Replaying;

/// <summary>One TCP segment of a capture.</summary>
public readonly ref struct TcpSegment
{
    private const byte Fin = 0x01;
    private const byte Syn = 0x02;
    private const byte Rst = 0x04;
    private const byte Ack = 0x10;

    /// <summary>When it was captured.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>Who sent it.</summary>
    public CapturedEndpoint Source { get; init; }

    /// <summary>Who it was sent to.</summary>
    public CapturedEndpoint Destination { get; init; }

    /// <summary>Sequence number of its first byte.</summary>
    public uint Sequence { get; init; }

    /// <summary>The next byte that its sender expects; only with <see cref="IsAck"/>.</summary>
    public uint Acknowledged { get; init; }

    /// <summary>The flags of the TCP header (RFC 9293 section 3.1).</summary>
    public byte Flags { get; init; }

    /// <summary>What was captured of its data.</summary>
    public ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>Bytes of its data that the capture left out after <see cref="Payload"/>.</summary>
    public int MissingBytes { get; init; }

    /// <summary>True when the sender has no more data.</summary>
    public bool IsFin => (Flags & Fin) != 0;

    /// <summary>True when it begins a connection; the flag takes one sequence number.</summary>
    public bool IsSyn => (Flags & Syn) != 0;

    /// <summary>True when it breaks a connection off.</summary>
    public bool IsReset => (Flags & Rst) != 0;

    /// <summary>True when <see cref="Acknowledged"/> holds.</summary>
    public bool IsAck => (Flags & Ack) != 0;
}
