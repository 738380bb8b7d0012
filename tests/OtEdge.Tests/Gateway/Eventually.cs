using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>Waits in real time for what another thread does.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public static async Task TrueAsync(Func<bool> condition)
    {
        for (TimeSpan waited = TimeSpan.Zero; !condition(); waited += TimeSpan.FromMilliseconds(20))
        {
            Assert.True(waited < Longest, "it did not come true in 10 s");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
