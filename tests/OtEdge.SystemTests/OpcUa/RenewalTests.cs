using System.Globalization;
using Xunit;

namespace OtEdge.SystemTests.OpcUa;

/// <summary>Channels whose tokens live ten seconds on both sides, under load: no request is lost, no notification, and no connection.</summary>
public sealed class RenewalTests
{
    private static readonly string[] Securities =
        ["None", "SignAndEncrypt:Basic256Sha256", "SignAndEncrypt:Aes128_Sha256_RsaOaep", "SignAndEncrypt:Aes256_Sha256_RsaPss", "Sign:Basic256Sha256"];

    // A minute each; tests/long takes ten.
    private static readonly string Seconds =
        Environment.GetEnvironmentVariable("OTEDGE_RENEWAL_SECONDS") is { Length: > 0 } told ? told : 60.ToString(CultureInfo.InvariantCulture);

    [Fact]
    public async Task Nothing_is_lost_while_tokens_of_ten_seconds_are_renewed_on_every_policy()
    {
        await using LineUnderTest terminating = await LineUnderTest.Start(LineUnderTest.Terminating, FillingLine.Everything, ("OPCUA_TOKEN", "10000"));
        await using LineUnderTest transparent = await LineUnderTest.Start(LineUnderTest.Transparent, FillingLine.Everything, ("OPCUA_TOKEN", "10000"));
        await terminating.MoveTo("enforce");
        await transparent.MoveTo("monitor");
        var loads = new List<Task<IReadOnlyList<string>>>();
        foreach (string security in Securities)
        {
            loads.Add(Load(terminating, security));
            loads.Add(Load(transparent, security));
        }

        foreach (IReadOnlyList<string> seen in await Task.WhenAll(loads))
        {
            Assert.Equal(["connect done", "load lost 0 renewed true much true gaps 0 breaks 0", "close done"], seen);
        }
    }

    private static Task<IReadOnlyList<string>> Load(LineUnderTest line, string security) =>
        line.ClientWith([("OPCUA_TOKEN", "10000"), ("OPCUA_SECONDS", Seconds), ("OPCUA_PAUSE", "40")], line.Through, security, "load");
}
