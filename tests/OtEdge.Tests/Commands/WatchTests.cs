using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OtEdge.Host.Commands;
using Xunit;

namespace OtEdge.Tests.Commands;

public sealed class WatchTests
{
    [Fact]
    public async Task Watching_as_json_writes_one_line_per_refresh_until_told_to_stop()
    {
        using var stop = new CancellationTokenSource();
        var api = new StoppingApi(stop, refreshes: 3);

        var (code, output, error) = await RunAsync(api, stop, "status", "--watch", "--every", "100ms", "--output", "json");

        Assert.Equal((ExitCode.Done, ""), (code, error));
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Equal("leipzig", JsonElement.Parse(line).GetProperty("site").GetString()));
    }

    [Fact]
    public async Task A_live_table_shows_the_rate_since_the_last_refresh()
    {
        using var stop = new CancellationTokenSource();
        var api = new StoppingApi(stop, refreshes: 2);

        var (code, output, _) = await RunAsync(api, stop, "conduits", "--watch", "--every", "100ms");

        Assert.Equal(ExitCode.Done, code);
        string[] rows = [.. output.Split('\n').Where(line => line.StartsWith("filling-modbus", StringComparison.Ordinal))];
        Assert.Equal(2, rows.Length);
        Assert.Contains("+01:00      -  ", rows[0]);
        Assert.Contains("+01:00    0.0  ", rows[1]);
    }

    [Fact]
    public async Task A_gateway_that_goes_away_is_said_and_waited_for()
    {
        using var stop = new CancellationTokenSource();
        var api = new StoppingApi(stop, refreshes: 3) { AwayAt = 2 };

        var (code, output, error) = await RunAsync(api, stop, "status", "--watch", "--every", "100ms", "--output", "json");

        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(2, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("nobody answers", error);
    }

    private static async Task<(ExitCode Code, string Output, string Error)> RunAsync(
        HttpMessageHandler api, CancellationTokenSource stop, params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var surroundings = CommandRun.Surroundings(new FakeApi(), output, error) with
        {
            Connect = _ => api,
            Time = new PlantTime(),
        };
        stop.CancelAfter(TimeSpan.FromSeconds(20));
        var code = await new CommandLine(surroundings).RunAsync(arguments, stop.Token);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Answers so many times, then stops the command.</summary>
    private sealed class StoppingApi(CancellationTokenSource stop, int refreshes) : HttpMessageHandler
    {
        private int asked;

        public int AwayAt { get; init; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked++;
            if (asked == AwayAt)
            {
                throw new HttpRequestException("away", new SocketException((int)SocketError.ConnectionRefused));
            }

            if (asked >= refreshes)
            {
                stop.CancelAfter(TimeSpan.FromMilliseconds(50));
            }

            string body = request.RequestUri!.AbsolutePath.EndsWith("status", StringComparison.Ordinal)
                ? SampleApi.Status
                : $"[{SampleApi.Conduit}]";
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) });
        }
    }

    /// <summary>The real clock in the plant's zone; its delays are real.</summary>
    private sealed class PlantTime : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone { get; } =
            TimeZoneInfo.CreateCustomTimeZone("plant", TimeSpan.FromHours(1), "plant", "plant");
    }
}
