using Microsoft.Extensions.Logging;
using OtEdge.Conduits;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Tags;

/// <summary>
/// Reads the tags of one device that nobody has seen passing by lately: one request at a time over one connection, never more than
/// half of the time. It keeps away while clients need the connection, and ever longer while the device does not answer.
/// </summary>
internal sealed partial class DeviceReader(LiveConduit conduit, IReadOnlyList<TagNeed> needs, TagBook book, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan PaceSlowest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PaceFastest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PassingFreshLongest = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan BackOffLongest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AwayAfterRecall = TimeSpan.FromSeconds(30);

    // A value must be missed twice before it is stale.
    private readonly TimeSpan pace = Clamp(needs.Min(need => need.Stale) / 3, PaceFastest, PaceSlowest);
    private readonly HashSet<string> alone = new(StringComparer.Ordinal);
    private LentConnection? connection;
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
    public void Dispose() => HangUp();

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
            HangUp();
            return BackOffLongest;
        }
    }

    private async Task<TimeSpan> RoundAsync(CancellationToken stop)
    {
        Tag[] due = [.. needs.Where(IsDue).Select(need => need.Tag)];
        if (due.Length == 0)
        {
            HangUp();
            return pace;
        }

        bool wasRecalled = connection?.IsRecalled == true;
        string? why = wasRecalled ? "had to give way to a client" : await ReadAsync(due, stop);
        wasRecalled |= connection?.IsRecalled == true;
        if (why is null)
        {
            Tell(null);
            backOff = PaceSlowest;
            return pace;
        }

        HangUp();
        Tell(why);
        Array.ForEach(due, tag => book.Miss(tag.Name, why));
        TimeSpan wait = wasRecalled ? AwayAfterRecall : backOff;
        backOff = Clamp(backOff * 2, PaceSlowest, BackOffLongest);
        return wait;
    }

    private bool IsDue(TagNeed need) =>
        book.SincePassing(need.Tag.Name) is not { } since || since > Clamp(need.Stale / 3, TimeSpan.Zero, PassingFreshLongest);

    private async Task<string?> ReadAsync(Tag[] due, CancellationToken stop)
    {
        if (conduit.State.Running is not { } running)
        {
            return $"cannot be read: conduit {conduit.Name} is down";
        }

        if (connection is null && await ConnectAsync(running, stop) is { } unreachable)
        {
            return unreachable;
        }

        foreach (TagRead read in TagRead.Of(due, tag => alone.Contains(tag.Name)))
        {
            using CancellationTokenSource deadline = Deadline(running);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
            DeviceAnswer answer = await connection!.AskAsync(read, either.Token);
            stop.ThrowIfCancellationRequested();
            if (answer.Fault is { } fault)
            {
                return fault;
            }

            Take(read, answer);
        }

        return null;
    }

    private async Task<string?> ConnectAsync(RunningConduit running, CancellationToken stop)
    {
        if (await running.BorrowPlaceAsync().WaitAsync(stop) is not { } loan)
        {
            return "cannot be read: clients need every connection that the device has, or it could not be reached";
        }

        connection = new LentConnection(loan);
        using CancellationTokenSource deadline = Deadline(running);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        string? why = await connection.ConnectAsync(running.Conduit.Device, either.Token);
        stop.ThrowIfCancellationRequested();
        return why;
    }

    private CancellationTokenSource Deadline(RunningConduit running) => new(running.Conduit.Limits.DeviceTimeout, time);

    private void Take(TagRead read, DeviceAnswer answer)
    {
        foreach (Tag tag in read.Tags)
        {
            if (answer.Refusal is null)
            {
                book.See(tag.Name, read.ReadingOf(tag, answer.Values.Span, time.GetUtcNow()), inPassing: false);
            }
            else if (read.Tags.Count > 1)
            {
                // One of them may be to blame; the next round asks for each by itself.
                alone.Add(tag.Name);
            }
            else
            {
                book.Refuse(tag.Name, answer.Refusal);
            }
        }
    }

    private void HangUp()
    {
        connection?.Dispose();
        connection = null;
    }

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

    [LoggerMessage(Level = LogLevel.Error, Message = "Reading tags behind {Conduit} failed; it is tried again in a minute")]
    private static partial void LogFault(ILogger logger, string conduit, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Tags behind {Conduit} can be read again")]
    private static partial void LogReads(ILogger logger, string conduit);
}
