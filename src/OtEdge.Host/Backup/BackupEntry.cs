namespace OtEdge.Host.Backup;

/// <summary>A file of a backup.</summary>
/// <param name="Path">Its path: <c>settings/...</c> or <c>state/...</c>, with slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its digest, lower-case hexadecimal digits.</param>
internal sealed record BackupEntry(string Path, long Bytes, string Sha256);
