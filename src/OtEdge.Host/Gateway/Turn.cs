namespace OtEdge.Host.Gateway;

/// <summary>Lets one task at a time change the gateway: proposals, steps, reloads, and trials that end.</summary>
internal sealed class Turn : IDisposable
{
    private readonly SemaphoreSlim free = new(1, 1);

    /// <summary>Waits for the turn and works.</summary>
    public async Task<T> TakeAsync<T>(Func<Task<T>> work, CancellationToken cancellation = default)
    {
        await free.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            free.Release();
        }
    }

    /// <summary>Waits for the turn and works, without awaiting anything more.</summary>
    public Task<T> TakeAsync<T>(Func<T> work, CancellationToken cancellation = default) =>
        TakeAsync(() => Task.FromResult(work()), cancellation);

    /// <inheritdoc/>
    public void Dispose() => free.Dispose();
}
