using Xunit;

namespace OtEdge.SystemTests.OpcUa;

/// <summary>Subscriptions through OtEdge lose nothing: what counts is counted as without it.</summary>
public sealed class SubscriptionTests
{
    private static readonly string[] NothingLost =
    [
        "manyItems good 10000 first 10000 changed 10000",
        "manyPublishes outstanding 64 answered true subscriptions 4 gaps 0 faults 0",
        "broken goes on true published again true gaps 0",
        "keptAlive true",
        "transferred Good goes on true gaps 0",
    ];

    [Theory]
    [InlineData(LineUnderTest.Transparent, "None")]
    [InlineData(LineUnderTest.Terminating, "SignAndEncrypt")]
    public async Task Ten_thousand_items_many_publishes_breaks_and_transfers_lose_nothing(string keys, string security)
    {
        await using LineUnderTest line = await LineUnderTest.Start(keys, FillingLine.Everything, ("OPCUA_ITEMS", "10000"));
        await line.MoveTo("enforce");
        Task<IReadOnlyList<string>> direct = line.Script("opcua_subscriptions.mjs", line.Direct, security);
        Assert.Equal(NothingLost, await direct);
        Assert.Equal(NothingLost, await line.Script("opcua_subscriptions.mjs", line.Through, security));
    }
}
