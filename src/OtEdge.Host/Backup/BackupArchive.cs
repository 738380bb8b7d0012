using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using OtEdge.Console.Accounts;
using OtEdge.Console.Api;

namespace OtEdge.Host.Backup;

/// <summary>Reads a backup that may come from anywhere: nothing is believed before its size, path and digest fit the manifest.</summary>
internal static class BackupArchive
{
    private const int ManifestBytesMax = 8 * 1024 * 1024;
    private const int FilesMax = 20_000;
    private const int KeysBytesMax = 16 * 1024 * 1024;

    /// <summary>What a backup says of itself.</summary>
    /// <exception cref="InvalidDataException">It is no backup, or of another format.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static BackupManifest Read(string file)
    {
        using ZipArchive archive = ZipFile.OpenRead(file);
        return Read(archive);
    }

    /// <summary>Unpacks a backup into an empty directory, and checks every file on the way.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="directory">Where to; it gets <c>settings</c> and <c>state</c>.</param>
    /// <param name="passphrase">Opens the private keys; null: they stay sealed.</param>
    /// <exception cref="InvalidDataException">Something in it is not as its manifest says, or the passphrase does not fit.</exception>
    /// <exception cref="IOException">It cannot be read or unpacked.</exception>
    public static BackupManifest Unpack(string file, string directory, string? passphrase)
    {
        using ZipArchive archive = ZipFile.OpenRead(file);
        BackupManifest manifest = Read(archive);
        string[] listed = [BackupManifest.FileName, .. manifest.Files.Select(one => one.Path)];
        string[] held = [.. archive.Entries.Select(entry => entry.FullName)];
        if (!held.Order(StringComparer.Ordinal).SequenceEqual(listed.Order(StringComparer.Ordinal)))
        {
            throw new InvalidDataException("the files in it are not those that its manifest lists");
        }

        foreach (BackupEntry one in manifest.Files)
        {
            string target = PlaceOf(directory, one.Path);
            using Stream content = archive.GetEntry(one.Path)!.Open();
            Copy(content, target, one);
        }

        string keys = Path.Combine(directory, BackupManifest.KeysName);
        if (manifest.HasKeys && passphrase is not null)
        {
            UnpackKeys(File.ReadAllBytes(keys), directory, passphrase);
        }

        File.Delete(keys);
        return manifest;
    }

    private static BackupManifest Read(ZipArchive archive)
    {
        if (archive.Entries.Count > FilesMax || archive.GetEntry(BackupManifest.FileName) is not { } entry || entry.Length > ManifestBytesMax)
        {
            throw new InvalidDataException($"it is no backup of OtEdge: there is no {BackupManifest.FileName} in it");
        }

        using Stream content = entry.Open();
        try
        {
            BackupManifest manifest = JsonSerializer.Deserialize<BackupManifest>(content, ApiJson.Options) ?? throw new JsonException("it is empty");
            return manifest.Format == BackupManifest.FormatNow
                ? manifest
                : throw new InvalidDataException($"it is of format {manifest.Format}, and this version reads {BackupManifest.FormatNow}; use the version that made it ({manifest.Version})");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"its manifest cannot be read: {fault.Message}", fault);
        }
    }

    private static void UnpackKeys(byte[] box, string directory, string passphrase)
    {
        byte[] bytes = SealedBytes.Open(box, passphrase)
            ?? throw new InvalidDataException("the passphrase does not fit the private keys in it");
        using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream content = entry.Open();
            using var kept = new MemoryStream();
            CopyAtMost(content, kept, KeysBytesMax);
            string target = PlaceOf(directory, entry.FullName);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            PrivateFile.Write(target, kept.ToArray());
        }
    }

    private static void Copy(Stream content, string target, BackupEntry expected)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(target, options);
        CopyAtMost(content, file, expected.Bytes);
        file.Flush(flushToDisk: true);
        file.Position = 0;
        if (file.Length != expected.Bytes || Convert.ToHexStringLower(SHA256.HashData(file)) != expected.Sha256)
        {
            throw new InvalidDataException($"{expected.Path} in it is not what its manifest says: it was damaged or changed");
        }
    }

    // A small archive can hold more zeros than any disk.
    private static void CopyAtMost(Stream from, Stream to, long bytesMax)
    {
        byte[] buffer = new byte[64 * 1024];
        long sum = 0;
        for (int read = from.Read(buffer); read > 0; read = from.Read(buffer))
        {
            sum += read;
            if (sum > bytesMax)
            {
                throw new InvalidDataException("a file in it is larger than its manifest says");
            }

            to.Write(buffer, 0, read);
        }
    }

    private static string PlaceOf(string directory, string path)
    {
        string[] parts = path.Split('/');
        bool isKnown = path == BackupManifest.KeysName
            || ((path.StartsWith(BackupContents.SettingsPrefix, StringComparison.Ordinal) || path.StartsWith(BackupContents.StatePrefix, StringComparison.Ordinal))
                && parts.All(part => part is not ("" or "." or "..") && part.IndexOfAny(['\\', ':', '\0']) < 0));
        return isKnown
            ? Path.Combine([directory, .. parts])
            : throw new InvalidDataException($"the path \"{path}\" in it leads elsewhere; it is no backup that OtEdge has made");
    }
}
