using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using OtEdge.Console.Accounts;
using OtEdge.Console.Api;

namespace OtEdge.Host.Backup;

/// <summary>Writes a backup: digests first, then one archive that others may not read.</summary>
internal sealed class BackupWriter
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly List<(string Path, byte[] Content)> small = [];
    private readonly List<(string Path, string File)> large = [];
    private readonly List<(string Path, byte[] Content)> keys = [];

    /// <summary>Adds a file of settings or state; it is read now, so that digest and content are of one moment.</summary>
    public void Add(string path, string file)
    {
        byte[] content = File.ReadAllBytes(file);
        (BackupContents.IsSecret(path, content) ? keys : small).Add((path, content));
    }

    /// <summary>Adds a database: a copy that nobody writes any more.</summary>
    public void AddDatabase(string path, string copy) => large.Add((path, copy));

    /// <summary>Writes the archive.</summary>
    /// <param name="target">File to make; whole or not at all.</param>
    /// <param name="about">What it says of itself; its list of files is made here.</param>
    /// <param name="passphrase">Seals the private keys; null: they are left out.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string target, BackupManifest about, string? passphrase)
    {
        if (passphrase is not null)
        {
            small.Add((BackupManifest.KeysName, SealedBytes.Seal(Pack(keys), passphrase)));
        }

        BackupEntry[] files =
        [
            .. small.Select(one => new BackupEntry(one.Path, one.Content.Length, Convert.ToHexStringLower(SHA256.HashData(one.Content)))),
            .. large.Select(one => new BackupEntry(one.Path, new FileInfo(one.File).Length, DigestOf(one.File))),
        ];
        string draft = target + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        File.Delete(draft);
        using (var output = new FileStream(draft, options))
        {
            using (var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
            {
                Put(archive, BackupManifest.FileName, JsonSerializer.SerializeToUtf8Bytes(about with { Files = files }, ApiJson.Options));
                small.ForEach(one => Put(archive, one.Path, one.Content));
                foreach ((string path, string file) in large)
                {
                    using Stream entry = archive.CreateEntry(path, CompressionLevel.Fastest).Open();
                    using FileStream content = File.OpenRead(file);
                    content.CopyTo(entry);
                }
            }

            output.Flush(flushToDisk: true);
        }

        File.Move(draft, target, overwrite: true);
    }

    /// <summary>SHA-256 of a file, in lower-case hexadecimal digits.</summary>
    public static string DigestOf(string file)
    {
        using FileStream content = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    private static byte[] Pack(IEnumerable<(string Path, byte[] Content)> files)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string path, byte[] content) in files)
            {
                Put(archive, path, content);
            }
        }

        return packed.ToArray();
    }

    private static void Put(ZipArchive archive, string path, byte[] content)
    {
        using Stream entry = archive.CreateEntry(path, CompressionLevel.Optimal).Open();
        entry.Write(content);
    }
}
