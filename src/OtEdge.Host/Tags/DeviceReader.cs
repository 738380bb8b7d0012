using Microsoft.Extensions.Logging;
using OtEdge.Conduits;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Tags;

/// <summary>
/// Reads the tags of one device that nobody has seen passing by lately: one request at a time over one connection, never more than
/// half of the time. It keeps away while clients need the connection, and ever longer while the device does not answer.
/// </summary>
internal sealed partial class DeviceReader(
    LiveConduit conduit, (IReadOnlyList<TagNeed> Needs, ITagSource Source) tags, TagBook book, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    /// <summary>Why a tag cannot be read when no place can be borrowed.</summary>
    public const string NoPlace = "cannot be read: clients need every connection that the device has, or it could not be reached";

    /// <summary>Why a tag was not read when the place was wanted back.</summary>
    public const string GaveWay = "had to give way to a client";

    private static readonly TimeSpan PaceSlowest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PaceFastest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PassingFreshLongest = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan BackOffLongest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AwayAfterRecall = TimeSpan.FromSeconds(30);

    // A value must be missed twice before it is stale.
    private readonly TimeSpan pace = Clamp(tags.Needs.Select(need => need.Stale / 3).DefaultIfEmpty(PaceSlowest).Min(), PaceFastest, PaceSlowest);
    private TimeSpan backOff = PaceSlowest;
    private string? trouble;

    /// <summary>Reads until it is stopped.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            long began = time.GetTimestamp();
            TimeSpan wait = await RoundOrFaultAsync(stop);
            TimeSpan took = time.GetElapsedTime(began);
            await Task.Delay(wait > took ? wait : took, time, stop);
        }
    }

    /// <summary>Closes its connection; not while it runs.</summary>
    public ValueTask DisposeAsync() => tags.Source.DisposeAsync();

    private static TimeSpan Clamp(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : value > most ? most : value;

    private async Task<TimeSpan> RoundOrFaultAsync(CancellationToken stop)
    {
        try
        {
            return await RoundAsync(stop);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // One round that fails must not be the last: interlocks wait for the next.
            LogFault(logger, conduit.Name, fault);
            await tags.Source.HangUpAsync();
            return BackOffLongest;
        }
    }

    private async Task<TimeSpan> RoundAsync(CancellationToken stop)
    {
        string[] due = [.. tags.Needs.Where(IsDue).Select(need => need.Tag)];
        RunningConduit? running = conduit.State.Running;
        if (due.Length == 0 && (running is null || !await tags.Source.WantsMoreAsync(running, stop)))
        {
            await tags.Source.HangUpAsync();
            return pace;
        }

        bool wasRecalled = tags.Source.IsRecalled;
        string? why = wasRecalled ? GaveWay
            : running is not null ? await tags.Source.ReadAsync(due, running, stop)
            : $"cannot be read: conduit {conduit.Name} is down";
        wasRecalled |= tags.Source.IsRecalled;
        if (why is null)
        {
            Tell(null);
            backOff = PaceSlowest;
            return pace;
        }

        await tags.Source.HangUpAsync();
        Tell(why);
        Array.ForEach(due, tag => book.Miss(tag, why));
        TimeSpan wait = wasRecalled ? AwayAfterRecall : backOff;
        backOff = Clamp(backOff * 2, PaceSlowest, BackOffLongest);
        return wait;
    }

    private bool IsDue(TagNeed need) =>
        book.SincePassing(need.Tag) is not { } since || since > Clamp(need.Stale / 3, TimeSpan.Zero, PassingFreshLongest);

    private void Tell(string? why)
    {
        if (why is not null && trouble is null)
        {
            LogTrouble(logger, conduit.Name, why);
        }
        else if (why is null && trouble is not null)
        {
            LogReads(logger, conduit.Name);
        }

        trouble = why;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tags behind {Conduit}: what OtEdge reads itself {Why}")]
    private static partial void LogTrouble(ILogger logger, string conduit, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reading tags behind {Conduit} failed; it is tried again in half a minute")]
    private static partial void LogFault(ILogger logger, string conduit, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Tags behind {Conduit} can be read again")]
    private static partial void LogReads(ILogger logger, string conduit);
}
