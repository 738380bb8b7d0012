using OtEdge.Conduits;
using OtEdge.Conduits.OpcUa.Reading;
using OtEdge.Conduits.OpcUa.Terminating;
using OtEdge.Conduits.Recording;

namespace OtEdge.Host.Tags;

/// <summary>Reads nodes of an OPC UA device, and the EURanges that rules limit by.</summary>
/// <param name="nodes">The tags there are.</param>
/// <param name="book">Takes the values.</param>
/// <param name="certificates">What OtEdge shows the device, and whom it trusts.</param>
/// <param name="time">The clock.</param>
internal sealed class NodeSource(IReadOnlyList<WatchedNode> nodes, TagBook book, IConduitCertificates certificates, TimeProvider time) : ITagSource
{
    // Asking what is offered, a channel and a session: each may keep a small device busy for seconds.
    private const int StepsOfOpening = 3;

    private readonly RangeReader ranges = new(time);
    private LentSession? session;

    /// <summary>Told of an EURange that is another one now: the words for it. Default: nobody is.</summary>
    public Action<string> RangeChanged { init => ranges.Changed = value; }

    /// <inheritdoc/>
    public bool IsRecalled => session?.IsRecalled == true;

    /// <inheritdoc/>
    public Task<bool> WantsMoreAsync(RunningConduit running, CancellationToken stop) => ranges.IsWantedAsync(running, stop);

    /// <inheritdoc/>
    public async Task<string?> ReadAsync(IReadOnlyCollection<string> tags, RunningConduit running, CancellationToken stop)
    {
        bool isNew = session is null;
        if (session is null)
        {
            if (running.Conduit.OpcUa?.CallingDevices is not null)
            {
                return "cannot be read: the device calls in, and OtEdge reads by itself only what it can dial; let a client read it";
            }

            if (await running.BorrowPlaceAsync().WaitAsync(stop) is not { } loan)
            {
                return DeviceReader.NoPlace;
            }

            session = new LentSession(loan, running.Conduit, certificates, time);
        }

        WatchedNode[] wanted = [.. nodes.Where(node => tags.Contains(node.Tag))];
        using var deadline = new CancellationTokenSource(running.Conduit.Limits.DeviceTimeout * (isNew ? StepsOfOpening : 1), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        try
        {
            IReadOnlyList<NodeReading> readings = wanted.Length == 0
                ? []
                : await session.AskAsync((device, token) => device.ReadAsync([.. wanted.Select(node => node.Node)], token), either.Token);
            foreach ((WatchedNode node, NodeReading reading) in wanted.Zip(readings))
            {
                Take(node.Tag, reading);
            }

            if (await ranges.IsWantedAsync(running, either.Token))
            {
                await ranges.ReadAsync(running, session, either.Token);
            }

            return null;
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            stop.ThrowIfCancellationRequested();
            return IsRecalled ? DeviceReader.GaveWay : $"cannot be read: {(fault is IOException ? fault.Message : "the device does not answer in time")}";
        }
    }

    /// <inheritdoc/>
    public async ValueTask HangUpAsync()
    {
        if (session is { } ending)
        {
            session = null;
            ranges.Forget();
            await ending.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => HangUpAsync();

    private void Take(string tag, NodeReading reading)
    {
        if (reading.Reading is { } value)
        {
            book.See(tag, value, inPassing: false);
        }
        else
        {
            book.Refuse(tag, reading.Refusal!);
        }
    }
}
