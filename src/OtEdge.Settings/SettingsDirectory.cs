using System.Text;

namespace OtEdge.Settings;

/// <summary>Reads the files of a settings directory; limits on size and number, UTF-8 only.</summary>
internal static class SettingsDirectory
{
    /// <summary>The files that can be read; the problems say what cannot.</summary>
    public static IReadOnlyList<SettingsText> Read(string directory, ProblemList problems)
    {
        var texts = new List<SettingsText>();
        string site = Path.Combine(directory, SettingsFiles.Site);
        if (!File.Exists(site))
        {
            problems.Error(SettingsFiles.Site, 1, 1, $"the file is missing in {Quote.Words(directory, charactersMax: 400)}; start from the sample in config/, or name the directory with --config");
            return texts;
        }

        Add(SettingsFiles.Site, site, texts, problems);
        string folder = Path.Combine(directory, SettingsFiles.PolicyFolder);
        if (!Directory.Exists(folder))
        {
            return texts;
        }

        string[] files;
        try
        {
            files = [.. Directory.EnumerateFiles(folder).Take(SettingsFiles.PoliciesMax + 1).Order(StringComparer.Ordinal)];
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            problems.Error(SettingsFiles.PolicyFolder, 1, 1, $"cannot be read: {Quote.Plain(wrong.Message)}");
            return texts;
        }

        if (files.Length > SettingsFiles.PoliciesMax)
        {
            problems.Error(SettingsFiles.PolicyFolder, 1, 1, $"more than {SettingsFiles.PoliciesMax} files");
            return texts;
        }

        foreach (string file in files)
        {
            string name = Path.GetFileName(file), path = $"{SettingsFiles.PolicyFolder}/{name}";
            if (name.EndsWith(SettingsFiles.Extension, StringComparison.Ordinal) && !name.StartsWith('.'))
            {
                Add(path, file, texts, problems);
            }
            else if (name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(SettingsFiles.Extension, StringComparison.OrdinalIgnoreCase))
            {
                problems.Warning(path, "not read; policies end in `.yaml` and do not start with a dot");
            }
        }

        return texts;
    }

    private static void Add(string path, string file, List<SettingsText> texts, ProblemList problems)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            using MemoryStream content = Begin(stream, SettingsFiles.BytesMaxOf(path));
            if (content.Length > SettingsFiles.BytesMaxOf(path))
            {
                problems.Error(path, 1, 1, SettingsFiles.TooLarge(path));
            }
            else if (Decode(path, content.GetBuffer().AsSpan(0, (int)content.Length), problems) is { } text)
            {
                texts.Add(new SettingsText(path, text));
            }
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            problems.Error(path, 1, 1, $"cannot be read: {Quote.Plain(wrong.Message)}");
        }
    }

    // One byte more than is allowed, whatever length a file tells: it may be a special one, or grow meanwhile.
    private static MemoryStream Begin(FileStream stream, int bytesMax)
    {
        var content = new MemoryStream((int)Math.Clamp(stream.Length, 0, bytesMax) + 1);
        Span<byte> part = stackalloc byte[4096];
        for (int count; content.Length <= bytesMax && (count = stream.Read(part)) > 0;)
        {
            content.Write(part[..count]);
        }

        return content;
    }

    private static string? Decode(string path, ReadOnlySpan<byte> bytes, ProblemList problems)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            problems.Error(path, 1, 1, "the file is UTF-16; save it as UTF-8");
            return null;
        }

        int line = 1, column = 1;
        ReadOnlySpan<byte> rest = bytes;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(rest, out Rune rune, out int length) != System.Buffers.OperationStatus.Done)
            {
                problems.Error(path, line, column, $"the byte 0x{rest[0]:X2} is not UTF-8; save the file as UTF-8");
                return null;
            }

            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + 1);
            rest = rest[length..];
        }

        return Encoding.UTF8.GetString(bytes);
    }
}
