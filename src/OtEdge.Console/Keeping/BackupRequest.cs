namespace OtEdge.Console.Keeping;

/// <summary>Has a backup made of settings, journal (modes, revisions, changes, audit), people and certificates.</summary>
/// <param name="Passphrase">Seals the private keys, 15 to 256 characters; null: they are left out, and made anew after a restore.</param>
/// <param name="Record">True: recorded traffic, too, which may be large.</param>
public sealed record BackupRequest(string? Passphrase = null, bool Record = false);
