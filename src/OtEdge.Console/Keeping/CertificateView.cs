namespace OtEdge.Console.Keeping;

/// <summary>A certificate that OtEdge presents, trusts or has turned away.</summary>
public sealed record CertificateView
{
    /// <summary>SHA-1, as OPC UA tools name it.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>own, console, trusted, issuers or rejected; null: only a file.</summary>
    public string? Place { get; init; }

    /// <summary>How it is called here.</summary>
    public required string Name { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Subject { get; init; }

    /// <summary>Who made it.</summary>
    public required string Issuer { get; init; }

    /// <summary>The application that it names; null: none.</summary>
    public string? ApplicationUri { get; init; }

    /// <summary>Host names and addresses that it names.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>From when it is good.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>Until when it is good.</summary>
    public DateTimeOffset NotAfter { get; init; }

    /// <summary>Whole days until then; negative when it is over.</summary>
    public int DaysLeft { get; init; }

    /// <summary>Bits of its RSA key; 0: another kind of key.</summary>
    public int KeyBits { get; init; }

    /// <summary>True when it may issue others.</summary>
    public bool IsAuthority { get; init; }

    /// <summary>What is wrong with it, as a client's and a server's alike.</summary>
    public required IReadOnlyList<string> Flaws { get; init; }

    /// <summary>The file that holds it.</summary>
    public required string File { get; init; }
}
