namespace OtEdge.Console.Keeping;

/// <summary>A backup that the gateway keeps.</summary>
public sealed record BackupView
{
    /// <summary>Its file name, such as <c>otedge-edge-1-20260504T080000Z.zip</c>.</summary>
    public required string Name { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who had it made.</summary>
    public required string By { get; init; }

    /// <summary>Its size.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the whole file, in lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Files in it.</summary>
    public required int Files { get; init; }

    /// <summary>True when private keys are in it, sealed by a passphrase.</summary>
    public bool HasKeys { get; init; }

    /// <summary>True when recorded traffic is in it.</summary>
    public bool HasRecord { get; init; }
}
