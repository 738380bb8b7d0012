namespace OtEdge.OpcUa.Transport;

/// <summary>Message types of UA-TCP and UA-SC, as the three letters on the wire, little-endian (OPC UA Part 6 cl. 6.7.2.2 and 7.1.2.2).</summary>
public enum MessageType
{
    /// <summary>No message.</summary>
    None = 0,

    /// <summary>HEL: the client's first message.</summary>
    Hello = 'H' | ('E' << 8) | ('L' << 16),

    /// <summary>ACK: the server's answer to HEL.</summary>
    Acknowledge = 'A' | ('C' << 8) | ('K' << 16),

    /// <summary>ERR: the server's last message.</summary>
    Error = 'E' | ('R' << 8) | ('R' << 16),

    /// <summary>RHE: the server's first message over a connection that it has made itself.</summary>
    ReverseHello = 'R' | ('H' << 8) | ('E' << 16),

    /// <summary>OPN: opens or renews a secure channel.</summary>
    OpenChannel = 'O' | ('P' << 8) | ('N' << 16),

    /// <summary>MSG: a service over a secure channel.</summary>
    Message = 'M' | ('S' << 8) | ('G' << 16),

    /// <summary>CLO: closes a secure channel; it has no response.</summary>
    CloseChannel = 'C' | ('L' << 8) | ('O' << 16),
}
