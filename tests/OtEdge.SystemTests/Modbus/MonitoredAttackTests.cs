using System.Text.Json;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.Modbus;

/// <summary>In monitor the same traffic passes, and every case is a finding that says what would be refused, and why.</summary>
public sealed class MonitoredAttackTests(MonitoredAttackTests.Site site) : IClassFixture<MonitoredAttackTests.Site>
{
    [Fact]
    public async Task Forbidden_write_passes_and_its_finding_names_everything()
    {
        using RawModbus client = await RawModbus.Connect(site.Port);
        await client.Send(RawModbus.Adu(1, 1, 16, 0, 120, 0, 2, 4, 0, 0, 0x42, 0xB4));
        Assert.Equal(RawModbus.Adu(1, 1, 16, 0, 120, 0, 2), await client.Receive(TimeSpan.FromSeconds(4)));
        await client.Send(RawModbus.Adu(2, 1, 6, 0, 201, 0xBA, 0xD0));
        Assert.Equal(RawModbus.Adu(2, 1, 6, 0, 201, 0xBA, 0xD0), await client.Receive(TimeSpan.FromSeconds(4)));
        int[] written = (await RawModbus.HoldingRegisters(site.DevicePort))[120..122];
        Assert.Equal([0, 0x42B4], written);

        JsonElement value = await Finding(one => Text(one, "function") == "16" && one.GetProperty("address").GetInt32() == 120);
        Assert.Equal("would_be_refused", Text(value, "verdict"));
        Assert.Equal("127.0.0.1", Text(value, "client"));
        Assert.Equal(1, value.GetProperty("unit").GetInt32());
        Assert.Equal(2, value.GetProperty("count").GetInt32());
        Assert.Equal("setpoint", Text(value, "rule"));
        Assert.Equal("policies/line.yaml:7", Text(value, "rule_at"));
        Assert.Contains("90", Text(value, "value"), StringComparison.Ordinal);
        Assert.Contains("85", Text(value, "text"), StringComparison.Ordinal);

        JsonElement range = await Finding(one => Text(one, "function") == "6" && one.GetProperty("address").GetInt32() == 201);
        Assert.Equal("would_be_refused", Text(range, "verdict"));
        Assert.Equal("range", Text(range, "reason"));
    }

    [Fact]
    public async Task Every_attack_is_a_finding()
    {
        foreach (Attack attack in Attacks.All())
        {
            long before = await Seen();
            try
            {
                await site.Attempt(attack, TimeSpan.FromMilliseconds(300));
            }
            catch (OperationCanceledException)
            {
                // libmodbus itself does not answer much of this; only the finding matters here.
            }

            for (int attempt = 0; attempt < 40 && await Seen() == before; attempt++)
            {
                await Task.Delay(50);
            }

            Assert.True(await Seen() > before, $"no finding after: {attack.Name}");
        }
    }

    private static string? Text(JsonElement finding, string name) =>
        finding.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    private async Task<long> Seen() =>
        (await Findings()).EnumerateArray().Sum(one => one.GetProperty("times").GetInt64());

    private async Task<JsonElement> Findings() =>
        (await site.Gateway.Run("findings", "list", "--limit", "1000", "--output", "json")).Succeeded().Json;

    private async Task<JsonElement> Finding(Func<JsonElement, bool> isMeant)
    {
        for (int attempt = 0; attempt < 50; attempt++)
        {
            JsonElement found = (await Findings()).EnumerateArray().FirstOrDefault(isMeant);
            if (found.ValueKind == JsonValueKind.Object)
            {
                return found;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("no such finding: " + await Findings());
    }

    public sealed class Site() : AttackedSite("monitor");
}
