namespace OtEdge.Host.Commands.Replaying;

/// <summary>Says on standard error how far long work is, when a person looks at it; wipes it away at the end.</summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly TextWriter? error;
    private readonly TimeProvider time;
    private readonly string what;
    private readonly long began;
    private long lastTold;
    private int letters;

    /// <summary>Makes it; nothing is written in the first second.</summary>
    /// <param name="surroundings">Where standard error is.</param>
    /// <param name="what">What is being done, such as <c>reading a.pcap</c>.</param>
    public Progress(Surroundings surroundings, string what)
    {
        error = surroundings.IsErrorTerminal ? surroundings.Error : null;
        time = surroundings.Time;
        this.what = what;
        began = time.GetTimestamp();
        lastTold = began;
    }

    /// <summary>Says how far it is.</summary>
    /// <param name="share">0 to 1.</param>
    public void Tell(double share)
    {
        if (error is null || time.GetElapsedTime(began) < Patience || time.GetElapsedTime(lastTold) < Every)
        {
            return;
        }

        lastTold = time.GetTimestamp();
        string text = $"{what}: {Math.Clamp(share, 0, 1) * 100:0} %";
        letters = Math.Max(letters, text.Length);
        error.Write($"\r{text.PadRight(letters)}");
        error.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (letters > 0)
        {
            error!.Write($"\r{new string(' ', letters)}\r");
            error.Flush();
        }
    }
}
