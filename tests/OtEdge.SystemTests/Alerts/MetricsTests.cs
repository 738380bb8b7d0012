using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.Alerts;

/// <summary>Prometheus takes the metrics, and every query that is shipped asks for metrics that there are.</summary>
public sealed partial class MetricsTests(MetricsTests.Scraped scraped) : IClassFixture<MetricsTests.Scraped>
{
    private const string Promtool = "/usr/bin/promtool";

    private static readonly string Folder = Path.Combine(Repository.Root, "config", "observability");

    [Fact]
    public void Counters_latencies_modes_and_states_are_there_and_no_label_names_a_client()
    {
        Assert.Matches("(?m)^otedge_conduit_refused_total\\{[^}]*conduit=\"line-1\"[^}]*\\} 30$", scraped.Text);
        Assert.Matches("(?m)^otedge_conduit_mode\\{[^}]*mode=\"observe\"[^}]*\\} 1$", scraped.Text);
        Assert.Matches("(?m)^otedge_added_latency_seconds_bucket\\{[^}]*le=\"0.0001\"", scraped.Text);
        Assert.Matches("(?m)^otedge_added_latency_seconds_count\\{[^}]*conduit=\"line-1\"[^}]*\\} [1-9]", scraped.Text);
        Assert.Matches("(?m)^otedge_journal_up(\\{[^}]*\\})? 1$", scraped.Text);
        Assert.DoesNotContain("127.0.0.", scraped.Text);
    }

    [Fact]
    public async Task Promtool_finds_nothing_wrong_with_the_metrics() => await Check(["check", "metrics"], scraped.Text);

    [Fact]
    public async Task Promtool_takes_the_alert_rules() => await Check(["check", "rules", Path.Combine(Folder, "otedge-rules.yml")], "");

    [Fact]
    public async Task Promtool_takes_the_queries_of_the_dashboard()
    {
        string file = Path.GetTempFileName();
        string rules = string.Join('\n', Queries().Select((query, number) => $"      - record: query:{number}\n        expr: {JsonSerializer.Serialize(query)}"));
        await File.WriteAllTextAsync(file, $"groups:\n  - name: dashboard\n    rules:\n{rules}\n");
        await Check(["check", "rules", file], "");
        File.Delete(file);
    }

    [Fact]
    public void Every_query_asks_for_metrics_that_a_gateway_has()
    {
        string[] known = [.. Sample().Matches(scraped.Text).Select(match => match.Groups[1].Value).Distinct()];
        string all = File.ReadAllText(Path.Combine(Folder, "otedge-rules.yml")) + string.Join('\n', Queries());
        string[] asked = [.. Name().Matches(all).Select(match => match.Value).Distinct()];
        Assert.True(asked.Length > 8, string.Join(", ", asked));
        Assert.Empty(asked.Except(known));
    }

    private static IEnumerable<string> Queries() =>
        JsonElement.Parse(File.ReadAllText(Path.Combine(Folder, "otedge-dashboard.json"))).GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!);

    private static async Task Check(string[] arguments, string input)
    {
        Assert.SkipUnless(File.Exists(Promtool), "needs Debian's prometheus");
        using Process promtool = Process.Start(new ProcessStartInfo(Promtool, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await promtool.StandardInput.WriteAsync(input);
        promtool.StandardInput.Close();
        string said = await promtool.StandardOutput.ReadToEndAsync() + await promtool.StandardError.ReadToEndAsync();
        await promtool.WaitForExitAsync();
        Assert.True(promtool.ExitCode == 0, said);
    }

    [GeneratedRegex("(?m)^([a-z_]+)(\\{| )")]
    private static partial Regex Sample();

    [GeneratedRegex("\\botedge_[a-z_]+\\b")]
    private static partial Regex Name();

    /// <summary>The metrics of a gateway that has refused something, taken over its socket and over a port of its own.</summary>
    public sealed class Scraped : IAsyncLifetime
    {
        public string Text { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            using TcpListener device = AlertingSite.SilentDevice();
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            int port = ((IPEndPoint)free.LocalEndpoint).Port;
            free.Stop();
            await using OtEdgeProcess gateway = await OtEdgeProcess.Start(AlertingSite.Files(
                1,
                ((IPEndPoint)device.LocalEndpoint).Port,
                $"metrics: {{ listen: http://127.0.0.1:{port} }}\nalerts: {{ mqtt: {{ broker: mqtt://127.0.0.1:1 }} }}"));
            await AlertingSite.Write(await gateway.Port("line-1"), "127.0.0.99", 0, 30);
            using var http = new HttpClient();
            await Eventually.Holds(async () =>
            {
                Text = await http.GetStringAsync($"http://127.0.0.1:{port}/metrics");
                return Text.Contains("otedge_added_latency_seconds_count{", StringComparison.Ordinal)
                    && Regex.IsMatch(Text, "(?m)^otedge_conduit_refused_total\\{[^}]*\\} 30$");
            });
            using HttpResponseMessage other = await http.GetAsync($"http://127.0.0.1:{port}/api/v1/status");
            Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
