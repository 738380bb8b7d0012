using System.Runtime.CompilerServices;
using System.Text.Json;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Gets one document again and again; a gateway that is away for a while is said and waited for.</summary>
/// <param name="gateway">Whom to ask.</param>
/// <param name="route">Path and query of the document.</param>
/// <param name="every">Time between two calls.</param>
/// <param name="time">The clock.</param>
internal sealed class Repeated(GatewayClient gateway, string route, TimeSpan every, TimeProvider time)
{
    /// <summary>Documents, or faults in their place, until cancelled.</summary>
    public async IAsyncEnumerable<(JsonElement? Document, string? Fault)> ReadAsync(
        [EnumeratorCancellation] CancellationToken token)
    {
        while (await WaitAsync(token))
        {
            yield return await TryAsync(token);
        }
    }

    private async Task<bool> WaitAsync(CancellationToken token)
    {
        try
        {
            await Task.Delay(every, time, token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<(JsonElement? Document, string? Fault)> TryAsync(CancellationToken token)
    {
        try
        {
            return (await gateway.GetAsync(route, token), null);
        }
        catch (CommandFailure failure) when (failure.Code == ExitCode.Unreachable)
        {
            return (null, failure.Message);
        }
    }
}
