namespace OtEdge.OpcUa.Transport;

/// <summary>
/// What many assemblers may keep together, so that a crowd of peers with unfinished messages cannot take all memory: a few long
/// messages, and small ones for everybody else. One thread at a time uses it.
/// </summary>
/// <param name="bytesMax">Most bytes of all unfinished messages together.</param>
public sealed class AssemblyBudget(long bytesMax)
{
    /// <summary>Bytes that a peer may keep as long as there are any left; who wants more gets it only while half of all is free.</summary>
    public const int ShareBytes = 1024 * 1024;

    /// <summary>Bytes that are kept now.</summary>
    public long KeptBytes { get; private set; }

    /// <summary>Takes bytes; false when there are too few left, nothing is taken then.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="keptBytes">How many the same peer keeps already.</param>
    public bool TryTake(int bytes, int keptBytes)
    {
        long most = (long)keptBytes + bytes > ShareBytes ? bytesMax / 2 : bytesMax;
        if (KeptBytes + bytes > most)
        {
            return false;
        }

        KeptBytes += bytes;
        return true;
    }

    /// <summary>Gives bytes back that were taken.</summary>
    public void GiveBack(int bytes) => KeptBytes -= bytes;
}
