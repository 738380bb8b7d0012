using Xunit;

namespace OtEdge.SystemTests.Alerts;

/// <summary>Waits for what must come, and fails when it does not.</summary>
internal static class Eventually
{
    public static async Task Holds(Func<Task<bool>> condition, double seconds = 60)
    {
        long deadline = Environment.TickCount64 + (long)(seconds * 1000);
        bool holds = await condition();
        while (!holds && Environment.TickCount64 < deadline)
        {
            await Task.Delay(100);
            holds = await condition();
        }

        Assert.True(holds, $"it does not hold after {seconds} s");
    }
}
