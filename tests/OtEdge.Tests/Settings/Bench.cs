using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Settings;
using Xunit;

namespace OtEdge.Tests.Settings;

/// <summary>A small site in memory, and readings of it.</summary>
internal static class Bench
{
    public const string Yaml =
        """
        site: bench
        time-zone: Europe/Berlin
        zones: { above: {}, below: {} }
        assets:
          hmi: { zone: above, address: [10.1.0.5, 10.1.7.0/24], application-uri: "urn:acme:hmi" }
          plc:
            zone: below
            address: 10.2.0.5
            tags:
              speed: { unit: 7, holding-register: 40, type: float32, order: CDAB, engineering-unit: rpm }
              level: { unit: 7, holding-register: 50, type: int16, scale: 0.5, offset: 10 }
              valve: { unit: 7, coil: 3 }
        conduits:
          line: { from: above, to: below, protocol: modbus-tcp, listen: 0.0.0.0:502, device: 10.2.0.5:502, policy: line }
        """;

    public static Site Site { get; } = Read(Yaml, Policy("")).Site!;

    /// <summary>A policy named line with some rules.</summary>
    public static string Policy(string rules, string head = "") =>
        $"policy: line\nprotocol: modbus-tcp\n{head}rules:{(rules.Length > 0 ? "\n" + rules : " []\n")}";

    public static SettingsReading Read(string site, string policy) =>
        SettingsReader.Read([new SettingsText("otedge.yaml", site), new SettingsText("policies/line.yaml", policy)], "host-1");

    /// <summary>The policy that a text gives; fails the test when there is any problem.</summary>
    public static PolicyDocument Document(string rules, string head = "")
    {
        PolicyReading reading = SettingsReader.ReadPolicy(Site, "policies/line.yaml", Policy(rules, head));
        Assert.True(reading.Problems.Count == 0, string.Join('\n', reading.Problems));
        return reading.Policy!;
    }

    /// <summary>The OPC UA policy that a text gives; fails the test when there is any problem.</summary>
    public static PolicyDocument OpcUa(string rules, string head = "")
    {
        PolicyReading reading = SettingsReader.ReadPolicy(Site, "policies/line.yaml", $"policy: line\nprotocol: opc-ua\n{head}rules:\n{rules}");
        Assert.True(reading.Problems.Count == 0, string.Join('\n', reading.Problems));
        return reading.Policy!;
    }

    public static Rule Rule(string rule, string head = "") => Assert.Single(Document(rule, head).Rules);
}
