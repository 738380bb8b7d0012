namespace OtEdge.Console.Keeping;

/// <summary>Makes an own certificate with a new key, or takes in one that an authority has signed.</summary>
public sealed record RenewalRequest
{
    /// <summary>The application that it names; null: as before, else a name made of the host's.</summary>
    public string? ApplicationUri { get; init; }

    /// <summary>Host names and addresses that it names; empty: as before, else the host's name.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Bits of its RSA key: 2048, 3072 or 4096.</summary>
    public int KeyBits { get; init; } = 2048;

    /// <summary>How many days it is good.</summary>
    public int Days { get; init; } = 5 * 365;

    /// <summary>The certificate that an authority has made from a request, as PEM text, perhaps with those of its issuers; the key stays. Null: a new one is made.</summary>
    public string? Pem { get; init; }
}
