using Microsoft.Extensions.Hosting;

namespace OtEdge.Host.Gateway;

/// <summary>A host that waits for nobody's signal; who started it stops it.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
