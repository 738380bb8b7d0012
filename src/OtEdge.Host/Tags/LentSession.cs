using OtEdge.Conduits;
using OtEdge.Conduits.OpcUa.Reading;
using OtEdge.Conduits.OpcUa.Terminating;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Tags;

/// <summary>An OPC UA session of OtEdge's own, in a place that a conduit lends; it ends at once when the place is wanted back.</summary>
internal sealed class LentSession : IAsyncDisposable
{
    private readonly DeviceLoan loan;
    private readonly Conduit conduit;
    private readonly IConduitCertificates certificates;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim gate = new(1);
    private readonly CancellationToken recalled;
    private DeviceNodes? nodes;
    private bool isOver;

    /// <summary>Takes a loan over; nothing is connected yet.</summary>
    public LentSession(DeviceLoan loan, Conduit conduit, IConduitCertificates certificates, TimeProvider time)
    {
        this.loan = loan;
        this.conduit = conduit;
        this.certificates = certificates;
        this.time = time;
        recalled = loan.Recalled;
        recalled.Register(() => _ = DisposeAsync().AsTask());
    }

    /// <summary>True when a client needed its place.</summary>
    public bool IsRecalled => recalled.IsCancellationRequested;

    /// <summary>Asks the device; connects first when there is no connection yet.</summary>
    /// <param name="ask">Asks.</param>
    /// <param name="deadline">Gives up.</param>
    /// <exception cref="IOException">It could not be done, or a client needed the place; the session is of no more use then.</exception>
    public async Task<T> AskAsync<T>(Func<DeviceNodes, CancellationToken, Task<T>> ask, CancellationToken deadline)
    {
        await gate.WaitAsync(deadline);
        try
        {
            if (isOver)
            {
                throw new IOException("the place was given back");
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline, recalled);
            nodes ??= await DeviceNodes.OpenAsync(conduit, certificates, time, either.Token);
            return await ask(nodes, either.Token);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Ends the session and gives the place back.</summary>
    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync();
        try
        {
            if (!isOver)
            {
                isOver = true;
                await (nodes?.DisposeAsync() ?? ValueTask.CompletedTask);
                loan.Dispose();
            }
        }
        finally
        {
            gate.Release();
        }
    }
}
