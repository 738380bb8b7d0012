using OtEdge.Core.Staging;

namespace OtEdge.Host.Changes;

/// <summary>Tells the moment by both clocks.</summary>
internal static class Moments
{
    /// <summary>Now; the monotonic part is the same time that the data plane measures deadlines in.</summary>
    public static Moment Now(this TimeProvider time) => new(time.GetUtcNow(), time.GetElapsedTime(0).Ticks);
}
