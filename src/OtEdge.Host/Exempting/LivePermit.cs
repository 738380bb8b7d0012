using OtEdge.Core.Policy;
using OtEdge.Core.Staging.Exempting;

namespace OtEdge.Host.Exempting;

/// <summary>A permit of a conduit with its monotonic end, in 100 ns as the data plane counts them.</summary>
/// <param name="Permit">The permit.</param>
/// <param name="EndsTicks">When it takes no new connections any more, or when that was.</param>
internal sealed record LivePermit(Permit Permit, long EndsTicks)
{
    /// <summary>As the data plane knows it: the end holds even when everything else has died.</summary>
    public ClientPermit AsClient => new(Permit.Client, EndsTicks);
}
