using System.Globalization;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>
/// A key log, as the OPC UA stacks of the field write it and Wireshark (from 4.4) reads it: six lines for each token of a channel,
/// <c>client_iv_CHANNEL_TOKEN: HEX</c>, <c>client_key_</c>, <c>client_siglen_</c> (bytes, decimal), and the same with <c>server_</c>.
/// Numbers of channels come again when a server is restarted, so a token may have several sets of keys.
/// </summary>
public sealed class KeyLog : IDisposable
{
    private const int SetsMax = 100_000;
    private const int SignatureBytesMax = 128;
    private readonly Dictionary<(uint Channel, uint Token, bool IsClients), List<LoggedKeys>> sets = [];
    private readonly Dictionary<(uint Channel, uint Token, bool IsClients), Begun> begun = [];
    private readonly List<string> problems = [];
    private int count;

    /// <summary>What is wrong with the log, one sentence for each line; what else it holds can be used.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>Directions of tokens whose keys it holds; two for each token.</summary>
    public int Count => count;

    /// <summary>Reads a log.</summary>
    /// <param name="lines">Its lines; empty ones and those that begin with # mean nothing.</param>
    public static KeyLog Read(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var log = new KeyLog();
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            string text = line.Trim();
            if (text.Length > 0 && text[0] != '#' && log.Take(text) is { } problem)
            {
                log.problems.Add($"line {number}: {problem}");
            }
        }

        log.problems.AddRange(log.begun.Where(one => one.Value.HasKeys).Select(one =>
            $"{Side(one.Key.IsClients)}_iv_, {Side(one.Key.IsClients)}_key_ and {Side(one.Key.IsClients)}_siglen_{one.Key.Channel}_{one.Key.Token} are not all there"));
        log.begun.Clear();
        return log;
    }

    /// <summary>The keys that one direction of a token may have, the newest first.</summary>
    /// <param name="channel">Number of the channel.</param>
    /// <param name="token">Number of the token.</param>
    /// <param name="isClients">True for what the client sends.</param>
    public IReadOnlyList<LoggedKeys> Find(uint channel, uint token, bool isClients) => sets.GetValueOrDefault((channel, token, isClients)) ?? [];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var keys in sets.Values.SelectMany(one => one))
        {
            keys.Dispose();
        }
    }

    private static string Side(bool isClients) => isClients ? "client" : "server";

    private string? Take(string line)
    {
        const string Expected = "expected client_iv_CHANNEL_TOKEN: HEX, client_key_, client_siglen_, or the same with server_";
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        string[] name = line[..Math.Max(colon, 0)].Split('_');
        if (name is not ["client" or "server", "iv" or "key" or "siglen", var channelText, var tokenText]
            || !uint.TryParse(channelText, NumberStyles.None, CultureInfo.InvariantCulture, out uint channel)
            || !uint.TryParse(tokenText, NumberStyles.None, CultureInfo.InvariantCulture, out uint token))
        {
            return Expected;
        }

        var key = (channel, token, name[0] == "client");
        var known = begun.GetValueOrDefault(key) ?? new Begun();
        if (known.Take(name[1], line[(colon + 1)..].Trim()) is { } problem)
        {
            return problem;
        }

        begun[key] = known;
        if (!known.IsWhole)
        {
            return null;
        }

        begun.Remove(key);
        return Add(key, known.Finish());
    }

    private string? Add((uint Channel, uint Token, bool IsClients) of, LoggedKeys keys)
    {
        if (count >= SetsMax)
        {
            keys.Dispose();
            return $"more than {SetsMax:N0} sets of keys; these are left out";
        }

        count++;
        if (!sets.TryGetValue(of, out var all))
        {
            sets[of] = all = [];
        }

        all.Insert(0, keys);
        return null;
    }

    private sealed class Begun
    {
        private byte[]? vector;
        private byte[]? encrypting;
        private int? signatureBytes;

        public bool HasKeys => vector is not null || encrypting is not null;

        public bool IsWhole => vector is not null && encrypting is not null && signatureBytes is not null;

        public LoggedKeys Finish() => new(encrypting!, vector!, signatureBytes!.Value);

        public string? Take(string what, string value)
        {
            // Of a channel that only signs there is nothing to decrypt.
            if (value.Length == 0 && what != "siglen")
            {
                return null;
            }

            if (what == "siglen")
            {
                bool isLength = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int bytes) && bytes <= SignatureBytesMax;
                signatureBytes = isLength ? bytes : signatureBytes;
                return isLength ? null : $"expected the bytes of a signature, such as 32, but found \"{value}\"";
            }

            byte[] raw = [];
            try
            {
                raw = Convert.FromHexString(value);
            }
            catch (FormatException)
            {
                // Said below, without the value: it is a secret.
            }

            bool isRight = what == "iv" ? raw.Length == LoggedKeys.VectorBytes : raw.Length is 16 or 32;
            if (!isRight)
            {
                return what == "iv" ? "expected 16 bytes in hexadecimal digits" : "expected an AES key of 16 or 32 bytes in hexadecimal digits";
            }

            (vector, encrypting) = what == "iv" ? (raw, encrypting) : (vector, raw);
            return null;
        }
    }
}
