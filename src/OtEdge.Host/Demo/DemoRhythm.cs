namespace OtEdge.Host.Demo;

/// <summary>Looks again and again.</summary>
internal static class DemoRhythm
{
    /// <summary>Shows a picture at once and then one each period, until it is stopped.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="period">Time between two pictures.</param>
    /// <param name="look">Takes a picture.</param>
    /// <param name="show">Shows it.</param>
    /// <param name="stop">Ends it, without an exception.</param>
    public static async Task RepeatAsync(
        TimeProvider time, TimeSpan period, Func<DemoPicture> look, Action<DemoPicture> show, CancellationToken stop)
    {
        using PeriodicTimer timer = new(period, time);
        try
        {
            do
            {
                show(look());
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The stop is what ends it: nothing is left to do.
        }
    }
}
