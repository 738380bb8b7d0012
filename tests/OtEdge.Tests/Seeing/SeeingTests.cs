using System.Text.Json;
using System.Xml.Linq;
using OtEdge.Host.Commands;
using OtEdge.Tests.Commands;
using Xunit;

namespace OtEdge.Tests.Seeing;

/// <summary>From traffic to evidence, as a person goes: by commands against a running gateway.</summary>
public sealed class SeeingTests
{
    private const string Regimes = """
        regimes:
          producing: { when: "filler.state == 6" }
          cleaning:  { when: "filler.state == 9" }
        coverage: { episodes: 2, flat: 1 }
        """;

    private const string ReadsOnly = "  - id: reads\n    clients: [scada-1]\n    allow: [read]\n    holding-registers: 0-99\n";

    [Fact]
    public async Task What_passed_is_shown_as_table_csv_sheet_and_graph()
    {
        await using RunningSite site = await RunningSite.StartAsync(Regimes);
        site.SetState(6);
        await site.PollAsync(12);
        await site.WriteAsync(20, 77);
        await site.WriteAsync(20, 99);

        await site.RecordedAsync(requests: 14);
        CommandRun csv = await site.RunAsync("flows", "--class", "write", "--output", "csv");
        string[] lines = csv.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] names = lines[0].TrimEnd('\r').Split(',');
        Assert.Equal((ExitCode.Done, "id"), (csv.Code, names[0]));
        Dictionary<string, string>[] rows =
            [.. lines[1..].Select(line => names.Zip(line.TrimEnd('\r').Split(',')).ToDictionary(pair => pair.First, pair => pair.Second))];
        Assert.All(rows, row => Assert.Equal(("scada-1", "false", "20", "holding_register"), (row["client_asset"], row["undeclared"], row["address"], row["space"])));
        Assert.Equal(2, rows.Sum(row => int.Parse(row["times"])));

        CommandRun sheet = await site.RunAsync("flows", "show", rows[0]["id"]);
        Assert.Equal(ExitCode.Done, sheet.Code);
        Assert.Contains("scada-1", sheet.Output);
        Assert.Contains("holding register 20 (21, 40021)", sheet.Output);
        Assert.Contains("producing", sheet.Output);

        CommandRun json = await site.RunAsync("flows", "--class", "read", "--output", "json");
        JsonElement read = Assert.Single(json.Json.EnumerateArray());
        Assert.Equal((40, 10, 12), (read.GetProperty("address").GetInt32(), read.GetProperty("count").GetInt32(), read.GetProperty("times").GetInt32()));

        string dot = (await site.RunAsync("flows", "graph")).Output;
        Assert.StartsWith("digraph", dot, StringComparison.Ordinal);
        Assert.Contains("\"scada-1\"", dot);
        Assert.Equal(dot.Count(letter => letter == '{'), dot.Count(letter => letter == '}'));
        XDocument svg = XDocument.Parse((await site.RunAsync("flows", "graph", "--format", "svg")).Output);
        Assert.Equal("svg", svg.Root!.Name.LocalName);
        Assert.Contains("plc-filler", svg.Root.Value);
        Assert.Contains("scada-1", (await site.RunAsync("flows", "inventory")).Output);
    }

    [Fact]
    public async Task A_client_that_nobody_declared_and_a_value_never_seen_stand_out()
    {
        await using RunningSite site = await RunningSite.StartAsync(Regimes);
        await site.StrangerAsync();
        await site.PollAsync(3);

        JsonElement stranger = Assert.Single((await site.RunAsync("flows", "--client", "unknown", "--output", "json")).Json.EnumerateArray());

        Assert.Equal(("127.0.0.3", true), (stranger.GetProperty("client").GetString(), stranger.GetProperty("undeclared").GetBoolean()));
    }

    [Fact]
    public async Task Would_be_refusals_are_triaged_and_the_evidence_is_sealed_in_every_form()
    {
        await using RunningSite site = await RunningSite.StartAsync(Regimes, ReadsOnly);
        await site.MonitorAsync();
        for (int round = 0; round < 3; round++)
        {
            site.SetState(6);
            await site.PollAsync(12);
            await site.WriteAsync(20, 77);
            await site.PollAsync(1);
            site.SetState(9);
            await site.PollAsync(12);
        }

        site.SetState(6);
        await site.PollAsync(12);
        await site.RecordedAsync(requests: 90);
        CommandRun before = await site.RunAsync("evidence", RunningSite.Conduit);
        Assert.Equal(ExitCode.Refused, before.Code);
        Assert.Contains("NOT PASSED triage", before.Output);
        Assert.Matches("(?m)^Producing: 3 seen, 3 would be refused\\.", before.Output);
        Assert.Matches("(?m)^Cleaning: 3 seen, 0 would be refused\\.", before.Output);
        Assert.Contains("passed     parity: Judging the record again gives all", before.Output);
        Assert.Contains("passed     probe: Off the wire", before.Output);

        JsonElement finding = Assert.Single((await site.RunAsync("findings", "--verdict", "would_be_refused", "--output", "json")).Json.EnumerateArray());
        string id = finding.GetProperty("id").GetString()!;
        Assert.Equal(ExitCode.Done, (await site.RunAsync("findings", "triage", id, "--meant", "--note", "nobody writes this")).Code);
        CommandRun after = await site.RunAsync("evidence", RunningSite.Conduit, "--output", "json", "--out", site.FileOf("e.json"));
        string report = await File.ReadAllTextAsync(site.FileOf("e.json"), TestContext.Current.CancellationToken);
        JsonElement gates = JsonElement.Parse(report).GetProperty("gates");
        Assert.All(gates.EnumerateArray(), gate => Assert.True(gate.GetProperty("passed").GetBoolean(), gate.GetRawText()));
        Assert.Equal(ExitCode.Done, after.Code);

        CommandRun whole = await site.RunAsync("evidence", "verify", site.FileOf("e.json"));
        Assert.Equal(ExitCode.Done, whole.Code);
        await File.WriteAllTextAsync(
            site.FileOf("e.json"), report.Replace("nobody writes this", "everybody writes this", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Found, (await site.RunAsync("evidence", "verify", site.FileOf("e.json"))).Code);

        CommandRun page = await site.RunAsync("evidence", RunningSite.Conduit, "--output", "html");
        Assert.StartsWith("<!DOCTYPE html>", page.Output, StringComparison.Ordinal);
        Assert.Contains("nobody writes this", page.Output);
        Assert.Contains("Ready: every gate is passed.", page.Output);
    }

    [Fact]
    public async Task A_policy_suggested_from_the_record_refuses_none_of_it_and_what_is_new_afterwards()
    {
        await using RunningSite site = await RunningSite.StartAsync(Regimes);
        site.SetState(6);
        for (int round = 0; round < 4; round++)
        {
            await site.PollAsync(5);
            await site.WriteAsync(20, (ushort)(70 + round));
        }

        await site.RecordedAsync(requests: 24);
        CommandRun suggested = await site.RunAsync("suggest", RunningSite.Conduit, "--since", "1h");
        Assert.Equal(ExitCode.Done, suggested.Code);
        Assert.Contains("scada-1", suggested.Output);
        await File.WriteAllTextAsync(site.FileOf("filling.yaml"), suggested.Output, TestContext.Current.CancellationToken);
        CommandRun round1 = await site.RunAsync("replay", RunningSite.Conduit, "--policy", site.FileOf("filling.yaml"), "--since", "1h", "--output", "json");
        Assert.Equal((ExitCode.Done, 24, 0), (round1.Code, round1.Json.GetProperty("requests").GetInt32(), round1.Json.GetProperty("would_be_refused").GetInt32()));

        await site.WriteAsync(200, 1);
        await site.RecordedAsync(requests: 25);
        CommandRun round2 = await site.RunAsync("replay", RunningSite.Conduit, "--policy", site.FileOf("filling.yaml"), "--since", "1h");

        Assert.Equal(ExitCode.Refused, round2.Code);
        Assert.Contains("holding register 200", round2.Output);
        Assert.Matches("(?m)^producing +[0-9]+ +1$", round2.Output);
    }

    [Fact]
    public async Task A_conduit_that_is_renamed_keeps_its_flows()
    {
        await using RunningSite site = await RunningSite.StartAsync(Regimes);
        site.SetState(6);
        await site.PollAsync(5);
        await site.WriteAsync(20, 77);
        await site.ReloadAsync($"  {RunningSite.Conduit}:\n", $"  filler:\n    renamed-from: {RunningSite.Conduit}\n");
        await site.ConnectAsync("filler");
        await site.PollAsync(4);
        await site.WriteAsync(20, 77);
        await site.RecordedAsync(requests: 11);

        JsonElement[] flows = [.. (await site.RunAsync("flows", "--output", "json")).Json.EnumerateArray()];

        Assert.Equal(
            [("read", 9), ("write", 2)],
            flows.Select(flow => (flow.GetProperty("class").GetString(), flow.GetProperty("times").GetInt32())).Order());
        Assert.All(flows, flow => Assert.Equal("filler", flow.GetProperty("conduit").GetString()));
        CommandRun replay = await site.RunAsync("suggest", "filler", "--since", "1h", "--writes-min", "2", "--output", "json");
        Assert.Equal(11, replay.Json.GetProperty("requests").GetInt32());
    }

    [Fact]
    public async Task Tags_are_listed_with_what_is_known_of_them_and_a_site_may_record_nothing()
    {
        await using RunningSite site = await RunningSite.StartAsync(Regimes + "\nrecording: { enabled: false }\n");
        site.SetState(6);
        await site.WriteAsync(20, 77);
        await site.UntilAsync(() => site.Gateway.Tags.List() is [{ Number: 6 }], () => "the state is not known");

        CommandRun tags = await site.RunAsync("tags");

        Assert.Matches("(?m)^filler\\.state +6 +good +[0-9.]+ s +60 s +-$", tags.Output);
        Assert.Equal("off", site.Gateway.Status().Recording);
        Assert.Contains("traffic is not recorded", (await site.RunAsync("status")).Output);
        Assert.Equal("[]", (await site.RunAsync("flows", "--output", "json")).Output.Trim());
    }

    [Fact]
    public async Task The_owner_of_a_rare_regime_signs_what_it_does()
    {
        await using RunningSite site = await RunningSite.StartAsync(Regimes, ReadsOnly);
        await site.MonitorAsync();
        site.SetState(6);
        await site.PollAsync(12);
        await File.WriteAllTextAsync(
            site.FileOf("cleaning.txt"), "# what cleaning reads\nfrom scada-1 unit 1 read holding-register 40-49\n", TestContext.Current.CancellationToken);

        CommandRun signed = await site.RunAsync(
            "evidence", "sign", RunningSite.Conduit, "--regime", "cleaning", "--operations", site.FileOf("cleaning.txt"), "--note", "with the crew");

        Assert.Equal((ExitCode.Done, ""), (signed.Code, signed.Error));
        Assert.Contains("it stands for the regime.", signed.Output);
        Assert.Contains("with the crew", (await site.RunAsync("evidence", "signed", RunningSite.Conduit)).Output);
        Assert.Contains("Cleaning: 0 seen. A rehearsal stands for it: 1 operation signed by", (await site.RunAsync("evidence", RunningSite.Conduit)).Output);
        await File.WriteAllTextAsync(site.FileOf("cleaning.txt"), "from nobody write nonsense\n", TestContext.Current.CancellationToken);
        CommandRun wrong = await site.RunAsync("evidence", "sign", RunningSite.Conduit, "--regime", "cleaning", "--operations", site.FileOf("cleaning.txt"));
        Assert.Equal(ExitCode.Wrong, wrong.Code);
        Assert.Contains("nonsense", wrong.Error);
    }
}
