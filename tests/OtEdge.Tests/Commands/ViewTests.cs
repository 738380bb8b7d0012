using System.Text.Json;
using OtEdge.Host.Commands;
using Xunit;

namespace OtEdge.Tests.Commands;

public sealed class ViewTests
{
    [Fact]
    public Task Status_shows_the_site_and_under_it_what_is_abnormal() => Shows(
        """
        site leipzig, gateway edge-1, governance pair, otedge 0.1.0 up 2h

        ZONE         MODE     CONDUITS
        supervision  -        -
        filling      enforce  filling-modbus

        CONDUIT         MODE      SCOPE             SINCE                        REQUESTS  WOULD BE REFUSED  REFUSED  CHANGE IN FLIGHT
        filling-modbus  enforce   malformed, admin  2026-03-01 09:15:00 +01:00  1,234,567                12        3  c-0007 trial, back in 8m12s
        packing         ! bypass  -                 2026-03-01 00:00:00 +01:00          0                 0        0  -

        ! packing does not listen: port 503 is taken
        packing: listen: 0.0.0.0:1502 takes effect with 'otedge conduits restart packing'
        ! the journal cannot be written, nothing tightens until it can: disk full
        5 findings were lost because recording could not keep up
        ! the settings on disk were rejected, the former ones run; 'otedge check' says where:
          otedge.yaml:3:5: site: expected a name

        """,
        "status");

    [Fact]
    public Task Zones_are_listed_with_the_modes_of_their_conduits() => Shows(
        """
        ZONE         LEVEL  CRITICALITY  MODE     CONDUITS        ASSETS        DESCRIPTION
        supervision      3  normal       -        -               scada-1, mes  SCADA and MES
        filling          1  high         enforce  filling-modbus  plc-filler    -

        """,
        "zones",
        "list");

    [Fact]
    public Task A_conduit_is_shown_with_everything_about_it() => Shows(
        """
        conduit           filling-modbus
        path              supervision to filling, modbus-tcp
        listen            0.0.0.0:502
        device            10.10.0.10:502
        mode              enforce
        confirmed         monitor
        scope             malformed, admin
        since             2026-03-01 09:15:00 +01:00
        change            c-0007 trial, back in 8m12s
        policy            filling-modbus (3c9a41d2aabb)
        on fault          forward
        refuse with       reply
        changes           4 confirmed
        connections       2 clients, 2 to the device
        requests          1,234,567
        would be refused  12
        refused           3
        replies           1,234,560, 7 of them exceptions
        added latency     p50 8.5 us, p99 31.2 us, p99.9 95 us

        """,
        "conduits",
        "show",
        "filling-modbus");

    [Fact]
    public Task Findings_say_the_verdict_in_words() => Shows(
        """
        FINDING     LAST SEEN                   TIMES  CONDUIT         VERDICT           TRIAGE  WHAT
        f-3c9a41d2  2026-03-01 12:59:58 +01:00     12  filling-modbus  would be refused  open    scada-1 writes 90 °C to target-temp; rule setpoint allows at most 85

        """,
        "findings");

    [Fact]
    public Task A_finding_names_rule_file_and_line() => Shows(
        """
        finding     f-3c9a41d2
        what        would be refused: scada-1 writes 90 °C to target-temp; rule setpoint allows at most 85
        kind        refusal
        verdict     would be refused
        reason      value
        conduit     filling-modbus
        client      scada-1 (10.20.0.11)
        unit        1
        class       write
        function    16
        addresses   holding register 120-121
        value       90 °C (target-temp)
        rule        setpoint (policies/filling-modbus.yaml:14)
        times       12
        first seen  2026-03-01 12:00:00 +01:00
        last seen   2026-03-01 12:59:58 +01:00

        """,
        "findings",
        "show",
        "f-3c9a41d2");

    [Fact]
    public Task Changes_say_when_a_trial_goes_back() => Shows(
        """
        CHANGE  STATE                 CONDUIT         WHAT                PROPOSED                    BY    REASON
        c-0007  trial, back in 8m12s  filling-modbus  monitor to enforce  2026-03-01 12:50:00 +01:00  ines  first step

        """,
        "changes",
        "list");

    [Fact]
    public Task A_change_is_shown_with_both_postures() => Shows(
        """
        change       c-0007
        conduit      filling-modbus
        what         monitor to enforce
        state        trial, back in 8m12s
        state since  2026-03-01 12:58:12 +01:00
        from         monitor, policy aaaabbbbcccc, on fault forward, refuse with reply
        to           enforce (malformed, admin for unknown), policy aaaabbbbcccc, on fault forward, refuse with reply
        reason       first step
        proposed     2026-03-01 12:50:00 +01:00 by ines
        trial        10m
        deadline     2026-03-01 13:08:12 +01:00

        """,
        "changes",
        "show",
        "c-0007");

    [Theory]
    [InlineData("findings", "No findings.\n")]
    [InlineData("conduits", "No conduit is configured.\n")]
    [InlineData("zones", "No zone is configured.\n")]
    public async Task An_empty_list_says_so(string command, string expected)
    {
        var run = await CommandRun.With(new FakeApi().On($"GET /api/v1/{command}", "[]"), command);

        Assert.Equal(expected, run.Output);
    }

    [Theory]
    [InlineData("status", SampleApi.Status)]
    [InlineData("conduits show filling-modbus", SampleApi.Conduit)]
    [InlineData("findings show f-3c9a41d2", SampleApi.Finding)]
    [InlineData("changes show c-0007", SampleApi.Change)]
    [InlineData("zones", SampleApi.Zones)]
    public async Task Json_is_what_the_gateway_said_and_nothing_else(string command, string expected)
    {
        var run = await CommandRun.With(SampleApi.Make(), [.. command.Split(' '), "--output", "json"]);

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), run.Json));
        Assert.Contains("°C", SampleApi.Finding);
    }

    [Fact]
    public async Task Filters_of_findings_reach_the_gateway()
    {
        var api = new FakeApi().On(
            "GET /api/v1/findings?conduit=filling%20a&kind=malformed_request&verdict=would_be_refused&since=2026-03-01T10%3A30%3A00.0000000%2B00%3A00&limit=5", "[]");

        var run = await CommandRun.With(
            api, "findings", "--conduit", "filling a", "--kind", "malformed-request", "--verdict", "would be refused", "--since", "90m", "--limit", "5");

        Assert.Equal(ExitCode.Done, run.Code);
    }

    [Fact]
    public async Task Control_characters_in_names_do_not_reach_the_terminal()
    {
        string finding = SampleApi.Finding.Replace("scada-1 writes", "\\u001b[2Jscada-1 writes", StringComparison.Ordinal);
        var run = await CommandRun.With(new FakeApi().On("GET /api/v1/findings", $"[{finding}]"), "findings");

        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Contains("\uFFFD[2Jscada-1", run.Output);
    }

    [Fact]
    public async Task An_opc_ua_conduit_shows_who_is_connected_and_how_both_sides_are_protected()
    {
        const string Open =
            """
            "opc_ua_connections":[
             {"client":"10.20.0.12:50312","since":"2026-03-01T11:00:00.000Z","application_uri":"urn:acme:mes","thumbprint":"00AA","user":"00BB",
              "device_user":"the user batch","security_policy":"Aes256_Sha256_RsaPss","security_mode":"Sign",
              "device_security_policy":"Basic256Sha256","device_security_mode":"SignAndEncrypt"},
             {"client":"10.20.0.13:50313","since":"2026-03-01T11:01:00.000Z","security_policy":"None","security_mode":"None"}],
            """;
        string conduit = SampleApi.Conduit.Replace("\"from\":", Open + "\"from\":", StringComparison.Ordinal);
        var run = await CommandRun.With(new FakeApi().On("GET /api/v1/conduits/filling-opcua", conduit), "conduits", "show", "filling-opcua");
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        string[] lines = run.Output.Split('\n');
        int table = Array.FindIndex(lines, line => line.StartsWith("CLIENT ", StringComparison.Ordinal));
        Assert.Equal("", lines[table - 1]);
        string whole = string.Join(' ', lines[table..]);
        Assert.All(
            (string[])["10.20.0.12:50312", "urn:acme:mes", "the user batch", "Aes256_Sha256_RsaPss, Sign", "Basic256Sha256, SignAndEncrypt"],
            what => Assert.Contains(what, whole, StringComparison.Ordinal));
        Assert.Contains("10.20.0.13:50313", whole, StringComparison.Ordinal);
    }

    private static async Task Shows(string expected, params string[] command)
    {
        var run = await CommandRun.With(SampleApi.Make(), command);

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.Equal(expected, run.Output);
    }
}
