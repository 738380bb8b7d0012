namespace OtEdge.Plant.Rehearsing;

/// <summary>A clock that goes as fast as it is pushed. Thread-safe.</summary>
/// <param name="start">The time that it shows first.</param>
public sealed class RehearsalClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref ticks), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref ticks);

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan elapsed) => Interlocked.Add(ref ticks, elapsed.Ticks);
}
