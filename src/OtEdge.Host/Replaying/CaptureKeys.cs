using OtEdge.Host.Commands;
using OtEdge.OpcUa.SecureChannel;

namespace OtEdge.Host.Replaying;

/// <summary>The key log that belongs to a capture.</summary>
internal sealed class CaptureKeys : IDisposable
{
    private const long BytesMax = 64L * 1024 * 1024;
    private const int ProblemsSaidMax = 3;
    private readonly string path;

    private CaptureKeys(string path, KeyLog log)
    {
        this.path = path;
        Log = log;
    }

    /// <summary>The keys.</summary>
    public KeyLog Log { get; }

    /// <summary>Reads a key log.</summary>
    /// <exception cref="CommandFailure">The file cannot be read, or holds no keys.</exception>
    public static CaptureKeys Read(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > BytesMax })
            {
                throw new CommandFailure(ExitCode.Wrong, $"{path} is longer than {BytesMax / (1024 * 1024)} MiB; expected a key log.");
            }

            var keys = new CaptureKeys(path, KeyLog.Read(File.ReadLines(path)));
            return keys.Log.Count > 0 ? keys : throw new CommandFailure(
                ExitCode.Wrong,
                $"{path} holds no keys{(keys.Log.Problems.Count > 0 ? $" ({keys.Log.Problems[0]})" : "")}; expected lines such as client_key_CHANNEL_TOKEN: HEX, see --help.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Wrong, $"the key log {path} cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>How well the keys fit, one sentence each.</summary>
    /// <param name="decrypted">Requests that they have decrypted.</param>
    /// <param name="tokens">Directions of security tokens for which it lacks keys, and for which it has others.</param>
    public IEnumerable<string> Notes(long decrypted, (long Lacking, long Wrong) tokens)
    {
        yield return $"{decrypted:N0} encrypted requests were read with the keys of {path}; signatures cannot be verified, because a key log has no keys for that.";
        if (tokens.Lacking > 0)
        {
            yield return $"{path} lacks the keys of {tokens.Lacking:N0} directions of security tokens; it must have been written over the whole time of the capture.";
        }

        if (tokens.Wrong > 0)
        {
            yield return $"the keys of {path} do not fit {tokens.Wrong:N0} directions of security tokens; it seems to belong to another capture, or server.";
        }

        foreach (string problem in Log.Problems.Take(ProblemsSaidMax))
        {
            yield return $"{path}: {problem}.";
        }

        if (Log.Problems.Count > ProblemsSaidMax)
        {
            yield return $"{path}: {Log.Problems.Count - ProblemsSaidMax:N0} more lines are no keys.";
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Log.Dispose();
}
