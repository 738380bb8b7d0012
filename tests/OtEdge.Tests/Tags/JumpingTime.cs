namespace OtEdge.Tests.Tags;

/// <summary>Monotonic time that stands still, and a wall clock that jumps.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);

    public int Years { get; set; }

    public override DateTimeOffset GetUtcNow() => Start.AddYears(Years);

    public override long GetTimestamp() => 0;
}
