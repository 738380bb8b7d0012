using System.Text.Json;
using OtEdge.Conduits.Replaying;
using OtEdge.Core.Policy.Suggesting;
using OtEdge.Core.Traffic;
using OtEdge.Host.Commands;
using OtEdge.Tests.Commands;
using OtEdge.Tests.OpcUa;
using Xunit;

namespace OtEdge.Tests.Replaying;

public sealed class OpcUaCaptureTests : IDisposable
{
    private readonly SampleSettings settings = new();
    private readonly string folder = Directory.CreateTempSubdirectory("ote-").FullName;

    public void Dispose()
    {
        settings.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Every_clear_capture_has_the_requests_of_its_inventory_and_no_faults()
    {
        foreach (InventoryEntry entry in Inventory().Where(entry => entry.IsClear && entry.Ports.Length == 1 && entry.Types.ContainsKey("HEL")))
        {
            ReplayTotals totals = Read(entry);

            Assert.Equal(
                (entry.Name, entry.Requests.Where(request => request.Key.EndsWith("Request", StringComparison.Ordinal)).Sum(request => request.Value)),
                (entry.Name, totals.Requests));
            Assert.Equal((entry.Name, 0L, 0L, 0L), (entry.Name, totals.Faults, totals.MalformedRequests, totals.NotReadable));
            Assert.Equal((entry.Name, entry.Requests.GetValueOrDefault("ServiceFault")), (entry.Name, totals.ServiceFaults));
        }
    }

    [Fact]
    public void What_is_encrypted_is_counted_and_never_called_readable()
    {
        foreach (InventoryEntry entry in Inventory().Where(entry => entry.Name.EndsWith("SignAndEncrypt.pcap", StringComparison.Ordinal)))
        {
            ReplayTotals totals = Read(entry);

            // GetEndpoints goes before, in the clear: HEL, OPN, GetEndpoints, CLO, and the renewals of the encrypted channel.
            Assert.Equal(0, totals.Faults);
            Assert.True(totals.NotReadable > 100, $"{entry.Name}: {totals.NotReadable}");
            Assert.Equal(entry.Types["MSG"] + entry.Types["OPN"] + entry.Types["CLO"], totals.Requests + totals.Responses + Continued(entry));
        }
    }

    [Fact]
    public void What_is_only_signed_is_read_like_what_is_clear()
    {
        foreach (InventoryEntry entry in Inventory().Where(entry => entry.Name.EndsWith("_Sign.pcap", StringComparison.Ordinal)))
        {
            ReplayTotals totals = Read(entry);

            Assert.Equal((entry.Name, 0L, 0L, 0L), (entry.Name, totals.NotReadable, totals.Faults, totals.MalformedRequests));
            Assert.Equal((entry.Name, totals.Responses), (entry.Name, totals.Pairs));
        }
    }

    [Theory]
    [InlineData("node_node_None_None")]
    [InlineData("node_node_Basic256Sha256_Sign")]
    [InlineData("node_node_Aes256_Sha256_RsaPss_Sign")]
    [InlineData("asyncua_node_rsa_all")]
    [InlineData("unified_cpp_none")]
    public async Task A_policy_made_from_a_capture_refuses_nothing_of_it(string capture)
    {
        string file = PathOf(capture + ".pcap");
        CommandRun suggestion = await CommandRun.Of("suggest", "line-ua", "--pcap", file, "--port", "48010", "--writes-min", "1", "--output", "json", "--config", folder);
        string policy = Path.Combine(folder, "line-ua.yaml");
        File.WriteAllText(policy, suggestion.Json.GetProperty("text").GetString());

        CommandRun replay = await CommandRun.Of("replay", "line-ua", "--policy", policy, "--pcap", file, "--port", "48010", "--output", "json", "--config", folder);

        Assert.True(replay.Code == ExitCode.Done, replay.Output + replay.Error);
        Assert.Equal(0, suggestion.Json.GetProperty("operations_left_out").GetInt64());
        Assert.Equal(0, replay.Json.GetProperty("would_be_refused").GetInt64());
        Assert.DoesNotContain(
            replay.Json.GetProperty("unused_rules").EnumerateArray(), rule => !rule.GetString()!.EndsWith("-connects", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_policy_forbids_is_said_with_node_user_value_and_limit()
    {
        string policy = Path.Combine(folder, "tight.yaml");
        File.WriteAllText(policy, """
            policy: tight
            protocol: opc-ua
            rules:
              - id: looks
                users: [operator]
                allow: [browse, read, subscribe, history]
              - id: setpoint
                users: [operator]
                allow: [write]
                nodes: ["nsu=urn:127.0.0.1:OtEdgeTestNodeServer;s=PLC1.SetPoint"]
                values: [{ max: 30 }]
            """);

        CommandRun replay = await CommandRun.Of(
            "replay", "line-ua", "--policy", policy, "--pcap", PathOf("node_node_None_None.pcap"), "--port", "48010", "--output", "json", "--config", folder);

        Assert.Equal(ExitCode.Refused, replay.Code);
        JsonElement[] flows = [.. replay.Json.GetProperty("flows").EnumerateArray()];
        JsonElement setpoint = Assert.Single(flows, flow => flow.GetProperty("rule").GetString() == "setpoint" && flow.GetProperty("reason").GetString() == "value");
        Assert.Equal("nsu=urn:127.0.0.1:OtEdgeTestNodeServer;s=PLC1.SetPoint", setpoint.GetProperty("opc_ua").GetProperty("node").GetString());
        Assert.Equal("operator", setpoint.GetProperty("opc_ua").GetProperty("user").GetString());
        Assert.Contains("float64 5", string.Join(',', setpoint.GetProperty("values").EnumerateArray().Select(value => value.GetString())), StringComparison.Ordinal);
        Assert.Contains(flows, flow => flow.GetProperty("function").GetString() == "Call" && flow.GetProperty("reason").GetString() == "function");
    }

    [Fact]
    public async Task A_policy_of_another_protocol_is_no_candidate()
    {
        string policy = Path.Combine(folder, "wrong.yaml");
        File.WriteAllText(policy, "policy: wrong\nprotocol: opc-ua\nrules: []\n");

        CommandRun replay = await CommandRun.Of("replay", "filling", "--policy", policy, "--pcap", "none.pcap", "--config", settings.Config);

        Assert.Equal(ExitCode.Wrong, replay.Code);
        Assert.Contains("is for opc-ua; expected one for modbus-tcp", replay.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<InventoryEntry> Inventory() =>
        InventoryEntry.ReadAll(File.ReadAllText(Path.Combine(SharedOpcUa.Folder(), "INVENTORY.txt")));

    private static string PathOf(string name) => Directory.GetFiles(SharedOpcUa.Folder(), name, SearchOption.AllDirectories).Single();

    private static int Continued(InventoryEntry entry) => entry.Chunks.GetValueOrDefault("C");

    private static ReplayTotals Read(InventoryEntry entry)
    {
        using FileStream stream = File.OpenRead(PathOf(entry.Name));
        return OpcUaReplay.Run(stream, new OpcUaReplayOptions { DevicePort = entry.Ports[0] }, new FlowCollector([]), new NodePaths());
    }
}
