using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OtEdge.Host.Commands;
using Xunit;

namespace OtEdge.Tests.Commands;

public sealed class DoctorTests : IDisposable
{
    private readonly TcpListener device = new(IPAddress.Loopback, 0);

    public DoctorTests() => device.Start();

    private int DevicePort => ((IPEndPoint)device.LocalEndpoint).Port;

    public void Dispose() => device.Dispose();

    [Fact]
    public async Task A_plant_in_order_is_said_to_be_so()
    {
        using var settings = new SampleSettings(device: DevicePort);
        Directory.CreateDirectory(settings.State);
        SetMode(settings.State, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var (code, found) = await ExamineAsync(settings, Running());

        Assert.Equal(ExitCode.Done, code);
        Assert.All(found, one => Assert.Equal("ok", State(one)));
        Assert.Equal(
            ["settings", "gateway", "journal", "recording", "alerts", "port", "device", "clock", "state", "rights", "disk", "certificates"],
            found.Select(Check));
    }

    [Fact]
    public async Task Process_values_that_something_relies_on_are_looked_at()
    {
        using var settings = new SampleSettings(device: DevicePort);
        Directory.CreateDirectory(settings.State);
        FakeApi api = Running().On(
            "GET /api/v1/tags",
            """
            [{"name":"filler.state","quality":"good","number":6,"age_seconds":0.4,"unchanged_seconds":9,"needed_within_seconds":10,"why":""},
             {"name":"filler.level","quality":"unknown","needed_within_seconds":60,"why":"cannot be read: the device wants security"},
             {"name":"filler.lamp","quality":"unknown","why":"was not seen yet"}]
            """);

        var (code, found) = await ExamineAsync(settings, api);

        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(
            ["ok 1 tag that regimes, interlocks or guards need is known", "warn filler.level is unknown: it cannot be read: the device wants security"],
            found.Where(one => Check(one) == "tags").Select(one => $"{State(one)} {one.GetProperty("message").GetString()}"));
    }

    [Fact]
    public async Task A_port_that_another_process_holds_fails_with_a_remedy()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int taken = ((IPEndPoint)other.LocalEndpoint).Port;
        using var settings = new SampleSettings(listen: taken, device: DevicePort);

        var (code, found) = await ExamineAsync(settings, Away());

        Assert.Equal(ExitCode.Found, code);
        var port = found.Single(one => Check(one) == "port");
        Assert.Equal("fail", State(port));
        Assert.Contains($"ss -ltnp 'sport = :{taken}'", port.GetProperty("remedy").GetString());
        Assert.Equal("warn", State(found.Single(one => Check(one) == "gateway")));
    }

    [Fact]
    public async Task A_device_that_takes_no_connection_fails()
    {
        using var settings = new SampleSettings(device: 1);

        var (code, found) = await ExamineAsync(settings, Away());

        Assert.Equal(ExitCode.Found, code);
        Assert.Equal("fail", State(found.Single(one => Check(one) == "device")));
    }

    [Fact]
    public async Task Broken_settings_and_a_broken_journal_fail()
    {
        using var settings = new SampleSettings(device: DevicePort);
        settings.Write("otedge.yaml", "site: 1\nzonse: {}\n");

        var (code, found) = await ExamineAsync(settings, new FakeApi().On("GET /api/v1/tags", "[]").On("GET /api/v1/status", SampleApi.Status));

        Assert.Equal(ExitCode.Found, code);
        Assert.Contains(found, one => Check(one) == "settings" && State(one) == "fail");
        var journal = found.First(one => Check(one) == "journal");
        Assert.Equal("fail", State(journal));
        Assert.Contains("disk full", journal.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_key_that_everybody_may_read_fails_and_an_open_state_directory_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rights");
        using var settings = new SampleSettings(device: DevicePort);
        settings.Write("certs/own/server.pem", "-----BEGIN PRIVATE KEY-----\n");
        settings.Write("certs/trusted/peer.pem", "-----BEGIN CERTIFICATE-----\n");
        string key = Path.Combine(settings.Config, "certs", "own", "server.pem");
        SetMode(key, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Directory.CreateDirectory(settings.State);
        SetMode(
            settings.State,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);

        var (code, found) = await ExamineAsync(settings, Away());

        Assert.Equal(ExitCode.Found, code);
        var certificates = found.Single(one => Check(one) == "certificates");
        Assert.Equal("fail", State(certificates));
        Assert.Equal($"chmod 600 {key}", certificates.GetProperty("remedy").GetString());
        Assert.Equal("fail", State(found.Single(one => Check(one) == "rights")));
    }

    [Theory]
    [InlineData("5", "warn")]
    [InlineData("400", "ok")]
    public async Task An_own_certificate_that_ends_soon_is_told_with_its_remedy(string days, string expected)
    {
        using var settings = new SampleSettings(device: DevicePort);
        await CommandRun.With(Away(), "certs", "renew", "filling", "--days", days, "--config", settings.Config, "--state", settings.State);

        var (_, found) = await ExamineAsync(settings, Away());

        var certificate = found.Last(one => Check(one) == "certificates");
        Assert.Equal(expected, State(certificate));
        Assert.True(expected == "ok" || certificate.GetProperty("remedy").GetString()!.StartsWith("otedge certs renew filling", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whom_OtEdge_is_to_devices_needs_its_password_and_its_certificate()
    {
        using var settings = new SampleSettings(device: DevicePort);
        const string OpcUa =
            """

              line-opcua:
                from: supervision
                to: filling
                protocol: opc-ua
                listen: 127.0.0.1:1
                device: opc.tcp://127.0.0.1:2
                device-security:
                  policy: Basic256Sha256
                  mode: SignAndEncrypt
                  user: { name: batch, password-file: batch.password }
                  users: [{ certificate: trusted, as: { certificate: batch-user } }]
            """;
        await File.AppendAllTextAsync(Path.Combine(settings.Config, "otedge.yaml"), OpcUa, TestContext.Current.CancellationToken);
        string[] Failures(JsonElement[] found) =>
            [.. found.Where(one => Check(one) == "certificates" && State(one) == "fail").Select(one => one.GetProperty("message").GetString()!)];

        string[] before = Failures((await ExamineAsync(settings, Away())).Found);
        Assert.Equal(2, before.Length);
        Assert.Contains("there is no own certificate batch-user", before[0]);
        Assert.Contains("the password of the user batch is missing", before[1]);

        await CommandRun.With(Away(), "certs", "renew", "batch-user", "--config", settings.Config, "--state", settings.State);
        settings.Write("batch.password", "geheim\n");
        string password = Path.Combine(settings.Config, "batch.password");
        SetMode(password, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Contains("everybody may read the password", Assert.Single(Failures((await ExamineAsync(settings, Away())).Found)));
        }

        SetMode(password, UnixFileMode.UserRead);
        Assert.Empty(Failures((await ExamineAsync(settings, Away())).Found));
    }

    [Fact]
    public async Task A_clock_of_another_century_fails()
    {
        using var settings = new SampleSettings(device: DevicePort);
        var output = new StringWriter();
        var surroundings = CommandRun.Surroundings(Away(), output, TextWriter.Null) with { Time = new DeadBattery() };

        await new CommandLine(surroundings).RunAsync(
            ["doctor", "--config", settings.Config, "--state", settings.State, "--output", "json"], TestContext.Current.CancellationToken);

        var clock = JsonElement.Parse(output.ToString()).EnumerateArray().Single(one => Check(one) == "clock");
        Assert.Equal("fail", State(clock));
    }

    [Fact]
    public async Task As_text_every_trouble_has_its_remedy_below_and_the_sum_at_the_end()
    {
        using var settings = new SampleSettings(device: 1);

        var run = await CommandRun.With(Away(), "doctor", "--config", settings.Config, "--state", settings.State);

        Assert.Matches(@"(?m)^fail +device +filling: 127\.0\.0\.1:1 takes no connection", run.Output);
        Assert.Contains("-> see that it is on", run.Output);
        Assert.Matches(@"\d to mend, \d to look at, \d in order\n$", run.Output);
    }

    private static FakeApi Away() => new() { Fault = SocketError.ConnectionRefused };

    private static FakeApi Running() =>
        new FakeApi().On("GET /api/v1/tags", "[]").On(
            "GET /api/v1/status",
            """
            {"site":"leipzig","zones":[],"version":"0.1.0","started_at":"2026-03-01T10:00:00.000Z","conduits":[
             {"name":"filling","mode":"observe","scope":[],"since":"2026-03-01T08:15:00.250Z","requests_total":0,"refused_total":0,
              "would_be_refused_total":0,"change_in_flight":null,"listen":"127.0.0.1:1502","device_connections":0}]}
            """);

    private static async Task<(ExitCode Code, JsonElement[] Found)> ExamineAsync(SampleSettings settings, FakeApi api)
    {
        var run = await CommandRun.With(
            api, "doctor", "--config", settings.Config, "--state", settings.State, "--output", "json");
        Assert.Equal("", run.Error);
        return (run.Code, [.. run.Json.EnumerateArray()]);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static string Check(JsonElement one) => one.GetProperty("check").GetString()!;

    private static string State(JsonElement one) => one.GetProperty("state").GetString()!;

    private sealed class DeadBattery : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
