using System.Net;
using OtEdge.Core.Policy.Compiled;

namespace OtEdge.Core.Policy.Differences;

/// <summary>Clients whom the same lists name, in either policy.</summary>
/// <param name="Lists">The lists that hold for them, without the one that holds for every client.</param>
/// <param name="Address">One of them.</param>
internal sealed record ClientGroup(int[] Lists, IPAddress Address)
{
    /// <summary>True when a list holds for them.</summary>
    public bool IsNamedBy(int list) => list == ClientIndex.AnyClient || Lists.AsSpan().BinarySearch(list) >= 0;
}
