using OtEdge.Conduits;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Tags;

/// <summary>Reads registers and coils of a Modbus device.</summary>
/// <param name="tags">The tags there are.</param>
/// <param name="book">Takes the values.</param>
/// <param name="time">The clock.</param>
internal sealed class RegisterSource(IReadOnlyList<Tag> tags, TagBook book, TimeProvider time) : ITagSource
{
    private readonly HashSet<string> alone = new(StringComparer.Ordinal);
    private LentConnection? connection;

    /// <inheritdoc/>
    public bool IsRecalled => connection?.IsRecalled == true;

    /// <inheritdoc/>
    public Task<bool> WantsMoreAsync(RunningConduit running, CancellationToken stop) => Task.FromResult(false);

    /// <inheritdoc/>
    public async Task<string?> ReadAsync(IReadOnlyCollection<string> wanted, RunningConduit running, CancellationToken stop)
    {
        if (connection is null && await ConnectAsync(running, stop) is { } unreachable)
        {
            return unreachable;
        }

        foreach (TagRead read in TagRead.Of(tags.Where(tag => wanted.Contains(tag.Name)), tag => alone.Contains(tag.Name)))
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

    /// <inheritdoc/>
    public ValueTask HangUpAsync()
    {
        connection?.Dispose();
        connection = null;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => HangUpAsync();

    private async Task<string?> ConnectAsync(RunningConduit running, CancellationToken stop)
    {
        if (await running.BorrowPlaceAsync().WaitAsync(stop) is not { } loan)
        {
            return DeviceReader.NoPlace;
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
}
