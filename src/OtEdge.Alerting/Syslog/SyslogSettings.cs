namespace OtEdge.Alerting.Syslog;

/// <summary>How a SIEM is reached by syslog.</summary>
/// <param name="Server">Its URL: udp://, tcp:// or tls://.</param>
public sealed record SyslogSettings(Uri Server)
{
    // Ports of RFC 5426, 3.3 and RFC 5425, 4.1; TCP has none of its own and uses that of UDP.
    private const int PlainPort = 514;
    private const int TlsPort = 6514;

    /// <summary>File with the authority of the server's certificate; null: those of the machine.</summary>
    public string? Authority { get; init; }

    /// <summary>File with the client certificate; null: none.</summary>
    public string? Certificate { get; init; }

    /// <summary>File with the key of the client certificate; null: none.</summary>
    public string? Key { get; init; }

    /// <summary>Name that the server's certificate must bear; null: the host of the URL.</summary>
    public string? ServerName { get; init; }

    /// <summary>True when each message is a datagram.</summary>
    public bool IsDatagram => Server.Scheme == "udp";

    /// <summary>True when the connection is encrypted.</summary>
    public bool IsTls => Server.Scheme == "tls";

    /// <summary>Port of the server.</summary>
    public int Port => Server.Port > 0 ? Server.Port : IsTls ? TlsPort : PlainPort;

    /// <summary>The server for people, without what may be secret.</summary>
    public string Address => $"{Server.Scheme}://{Server.Host}:{Port}";
}
