namespace OtEdge.Host.Backup;

/// <summary>What a backup says of itself: the first file in it.</summary>
internal sealed record BackupManifest
{
    /// <summary>Name of the manifest in the archive.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Name of the sealed private keys in the archive.</summary>
    public const string KeysName = "keys.sealed";

    /// <summary>The format that this version writes and reads.</summary>
    public const int FormatNow = 1;

    /// <summary>Format of the archive.</summary>
    public required int Format { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Who had it made.</summary>
    public required string By { get; init; }

    /// <summary>Version of OtEdge that made it.</summary>
    public required string Version { get; init; }

    /// <summary>The gateway.</summary>
    public required string Gateway { get; init; }

    /// <summary>The site.</summary>
    public required string Site { get; init; }

    /// <summary>Every other file of the archive.</summary>
    public required IReadOnlyList<BackupEntry> Files { get; init; }

    /// <summary>True when private keys are in it, sealed by a passphrase.</summary>
    public bool HasKeys => Files.Any(file => file.Path == KeysName);

    /// <summary>True when recorded traffic is in it.</summary>
    public bool HasRecord => Files.Any(file => file.Path == BackupContents.StatePrefix + Journal.DatabaseSnapshot.TrafficFile);
}
