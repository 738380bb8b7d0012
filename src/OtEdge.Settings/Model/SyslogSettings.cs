namespace OtEdge.Settings.Model;

/// <summary>The SIEM that alerts go to by syslog (`alerts.syslog`).</summary>
/// <param name="Server">Its URL, udp://, tcp:// or tls://.</param>
public sealed record SyslogSettings(Uri Server)
{
    /// <summary>File with the authority of the server's certificate; null: those of the machine.</summary>
    public string? Authority { get; init; }

    /// <summary>File with the client certificate; null: none.</summary>
    public string? Certificate { get; init; }

    /// <summary>File with the key of the client certificate; null: none.</summary>
    public string? Key { get; init; }

    /// <summary>Name that the server's certificate must bear; null: the host of the URL.</summary>
    public string? ServerName { get; init; }
}
