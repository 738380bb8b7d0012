using System.Net;
using OtEdge.Conduits.Replaying;
using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Suggesting;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Core.Zones;
using OtEdge.Host.Replaying;
using OtEdge.Settings;
using OtEdge.Tests.Conduits;
using OtEdge.Tests.Replays;
using Xunit;

namespace OtEdge.Tests.Suggesting;

public sealed class SuggestionTests
{
    private static readonly Site Site = new()
    {
        Name = "leipzig",
        Gateway = "edge-1",
        TimeZone = TimeZoneInfo.Utc,
        Assets =
        [
            new Asset("scada-1", "supervision", [IPNetwork.Parse("10.20.0.11/32")], null, []),
            new Asset("office", "supervision", [IPNetwork.Parse("10.20.0.0/24")], null, []),
            new Asset("plc", "filling", [IPNetwork.Parse("10.10.0.10/32")], null,
            [
                new Tag("target-temp", 1, RegisterSpace.HoldingRegister, 120, new ValueLayout(ProcessValueType.Float32, WordOrder.CDAB)),
                new Tag("speed", 1, RegisterSpace.HoldingRegister, 130, new ValueLayout(ProcessValueType.UInt16, Scale: 0.1)),
            ]),
        ],
        Conduits = [Policies.Conduit(502) with { Name = "filling", From = "supervision", To = "filling" }],
    };

    [Fact]
    public void Whole_requests_that_touch_are_one_range_and_gaps_stay_closed()
    {
        PolicyDocument policy = Read(Suggest(talk =>
        {
            talk.Ask(Frames.Read(1, 0, 10));
            talk.Ask(Frames.Read(2, 10, 5));
            talk.Ask(Frames.Read(3, 16, 4));
        }));

        Rule rule = Assert.Single(policy.Rules);
        Assert.Equal("scada-1-reads", rule.Id);
        Assert.Equal(["holding-registers 0-14", "holding-registers 16-19"], rule.Ranges.Select(range => $"holding-registers {range.Range}"));
        Assert.Equal([new FunctionId(3)], rule.Functions);
        Assert.Equal(OperationClasses.None, rule.Classes);
    }

    [Fact]
    public void Units_with_the_same_reads_share_a_rule_and_others_get_their_own()
    {
        PolicyDocument policy = Read(Suggest(talk =>
        {
            foreach (byte unit in (byte[])[1, 2, 3, 9])
            {
                talk.Ask(Frames.Read(unit, 0, unit == 9 ? 20 : 10, unit));
            }
        }));

        Assert.Equal(["scada-1-reads-units-1-2-3", "scada-1-reads-unit-9"], policy.Rules.Select(rule => rule.Id));
        Assert.Equal(new AddressRange(1, 3), Assert.Single(policy.Rules[0].Units));
    }

    [Fact]
    public void A_client_that_no_asset_declares_is_named_by_its_address()
    {
        SuggestionView suggestion = Suggest(talk => talk.Ask(Frames.Read(1, 0, 10), "172.16.0.9"));

        Assert.Equal("client-172-16-0-9-reads", Assert.Single(Read(suggestion).Rules).Id);
        Assert.Contains("172.16.0.9: no asset of the settings declares this client", suggestion.Text);
    }

    [Theory]
    [InlineData(2, 3, false)]
    [InlineData(3, 3, true)]
    [InlineData(1, 1, true)]
    public void A_write_is_allowed_when_seen_often_enough_and_said_to_be_left_out_otherwise(int times, int min, bool isAllowed)
    {
        SuggestionView suggestion = Suggest(talk => Repeat(times, at => talk.Ask(Frames.WriteOne((ushort)at, 5, 100))), min);

        Assert.Equal(isAllowed ? 1 : 0, Read(suggestion).Rules.Count);
        Assert.Equal(isAllowed ? 0 : times, suggestion.OperationsLeftOut);
        Assert.Equal(isAllowed, suggestion.Text.Contains("# owner: ?"));
        Assert.Equal(!isAllowed, suggestion.Text.Contains("# Left out, because seen less than 3 times"));
    }

    [Theory]
    [InlineData(new[] { 100, 150, 200 }, 90d, 210d)]
    [InlineData(new[] { 7, 7, 7 }, 7d, 7d)]
    [InlineData(new[] { 0, 1, 1 }, 0d, 2d)]
    [InlineData(new[] { 0, 100, 2500 }, 0d, 2800d)]
    [InlineData(new[] { 65526, 0, 10 }, -12d, 12d)]
    public void Values_of_one_register_get_a_band_with_a_margin(int[] values, double min, double max)
    {
        SuggestionView suggestion = Suggest(talk => Repeat(values.Length, at => talk.Ask(Frames.WriteOne((ushort)at, 5, (ushort)values[at]))));

        ValueLimit limit = Assert.Single(Assert.Single(Read(suggestion).Rules).Values);
        Assert.Equal((5, min, max), (limit.Address, limit.Min, limit.Max));
    }

    [Fact]
    public void Values_that_fill_a_whole_register_get_no_band()
    {
        SuggestionView suggestion = Suggest(talk => Repeat(100, at => talk.Ask(Frames.WriteOne((ushort)at, 5, (ushort)(at * 661)))));

        Assert.Empty(Assert.Single(Read(suggestion).Rules).Values);
    }

    [Fact]
    public void A_tag_gives_its_write_a_name_and_its_band_engineering_units()
    {
        SuggestionView suggestion = Suggest(talk =>
        {
            Repeat(5, at => talk.Ask(Frames.WriteMany((ushort)at, 120, Float(60 + (5 * at)))));
            Repeat(3, at => talk.Ask(Frames.WriteOne((ushort)at, 130, (ushort)(at * 50))));
        });

        IReadOnlyList<Rule> rules = Read(suggestion).Rules;
        Assert.Equal(["scada-1-writes-target-temp", "scada-1-writes-speed"], rules.Select(rule => rule.Id));
        ValueLimit temperature = Assert.Single(rules[0].Values);
        Assert.Equal(("target-temp", 58d, 82d), (temperature.Tag, temperature.Min, temperature.Max));
        ValueLimit speed = Assert.Single(rules[1].Values);
        Assert.Equal(("speed", 0d, 11d), (speed.Tag, speed.Min, speed.Max));
    }

    [Fact]
    public void A_tag_that_is_written_by_halves_gets_no_limit_that_would_refuse_it()
    {
        SuggestionView suggestion = Suggest(talk =>
        {
            Repeat(3, at => talk.Ask(Frames.WriteMany((ushort)at, 120, Float(60))));
            Repeat(3, at => talk.Ask(Frames.WriteOne((ushort)at, 121, 17)));
        });

        Assert.Empty(Assert.Single(Read(suggestion).Rules).Values);
    }

    [Fact]
    public void High_addresses_are_written_so_that_nobody_takes_them_for_4xxxx_notation()
    {
        SuggestionView suggestion = Suggest(talk =>
        {
            talk.Ask(Frames.Read(1, 40_001, 10));
            Repeat(3, at => talk.Ask(Frames.WriteOne((ushort)at, 40_100, 5)));
        });

        PolicyDocument policy = Read(suggestion);
        Assert.Equal(new AddressRange(40_001, 40_010), policy.Rules[0].Ranges[0].Range);
        Assert.Equal(40_100, policy.Rules[1].Values[0].Address);
    }

    [Fact]
    public void What_function_23_reads_may_not_be_written()
    {
        byte[] pdu = [23, 0, 0, 0, 10, 0, 50, 0, 1, 2, 0, 7];
        PolicyDocument policy = Read(Suggest(talk => Repeat(3, at => talk.Ask(Frames.Raw((ushort)at, 1, pdu)))));

        RuleSet rules = RuleSet.Compile(policy);
        Assert.True(Decide(rules, OperationClass.Read, 23, 0, 10).IsAllowed);
        Assert.False(Decide(rules, OperationClass.Write, 23, 0, 1).IsAllowed);
        Assert.False(Decide(rules, OperationClass.Write, 16, 50, 1).IsAllowed);
    }

    [Fact]
    public void Nothing_seen_gives_a_policy_without_rules() => Assert.Empty(Read(Suggest(_ => { })).Rules);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void Replaying_what_it_was_made_from_refuses_only_what_it_left_out(int seed)
    {
        var talk = new CapturedTalk();
        var random = new Random(seed);
        var frames = new RandomFrames(random, addressMax: random.Next(2, 200));
        for (int at = 0; at < 400; at++)
        {
            talk.Ask(frames.Next(), random.Next(2) == 0 ? "10.20.0.11" : "172.16.0.9");
            talk.Pass(TimeSpan.FromMilliseconds(random.Next(1, 900)));
        }

        SuggestionView suggestion = Suggest(talk.Pcap, random.Next(1, 5));
        var replayer = new Replayer(RuleSet.Compile(Read(suggestion)));
        ModbusReplay.Run(new MemoryStream(talk.Pcap), new ModbusReplayOptions(), new CapturedOperations(replayer));
        ReplayReport report = replayer.Finish();

        Assert.Equal(suggestion.OperationsLeftOut, report.Flows.Sum(flow => flow.Times));
        Assert.All(report.Rules, rule => Assert.True(rule.Hits > 0, $"seed {seed}: {rule.Id} is of no use"));
        Assert.Empty(report.Shadowed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_order_in_which_things_were_seen_makes_no_difference(int seed)
    {
        var random = new Random(seed);
        var frames = new RandomFrames(random);
        byte[][] asked = [.. Enumerable.Range(0, 300).Select(_ => frames.Next())];

        string first = Suggest(talk => Array.ForEach(asked, adu => talk.Ask(adu))).Text;
        random.Shuffle(asked);
        string second = Suggest(talk => Array.ForEach(asked, adu => talk.Ask(adu))).Text;

        Assert.Equal(first, second);
    }

    [Fact]
    public void The_name_of_a_source_cannot_break_out_of_its_comment()
    {
        SuggestionView suggestion = Suggestions.Of("filling", Site, Suggestions.Collector(null, Site), "a\nrules: [evil]\u2028b", 3);

        Assert.StartsWith("# Suggested from a?rules: [evil]?b: ", suggestion.Text);
        Assert.Empty(Read(suggestion).Rules);
    }

    private static Decision Decide(RuleSet rules, OperationClass operationClass, byte function, int address, int count) =>
        rules.Decide(
            new OperationExample
            {
                Client = IPAddress.Parse("10.20.0.11"),
                Class = operationClass,
                Function = new FunctionId(function),
                Space = RegisterSpace.HoldingRegister,
                Address = address,
                Count = count,
                Data = operationClass == OperationClass.Write ? new byte[2 * count] : default,
            },
            default);

    private static SuggestionView Suggest(Action<CapturedTalk> ask, int writesMin = 3)
    {
        var talk = new CapturedTalk();
        ask(talk);
        return Suggest(talk.Pcap, writesMin);
    }

    private static SuggestionView Suggest(byte[] pcap, int writesMin)
    {
        FlowCollector collected = Suggestions.Collector(Site.Conduits[0], Site);
        ModbusReplay.Run(new MemoryStream(pcap), new ModbusReplayOptions(), new CapturedOperations(collected));
        return Suggestions.Of("filling", Site, collected, "talk.pcap", writesMin);
    }

    // Read as the settings would, without a warning.
    private static PolicyDocument Read(SuggestionView suggestion)
    {
        PolicyReading reading = SettingsReader.ReadPolicy(Site, $"policies/{suggestion.Policy}.yaml", suggestion.Text);
        Assert.True(reading.Problems.Count == 0, string.Join('\n', reading.Problems) + '\n' + suggestion.Text);
        return reading.Policy!;
    }

    private static void Repeat(int times, Action<int> act)
    {
        for (int at = 0; at < times; at++)
        {
            act(at);
        }
    }

    // CDAB: the low word first.
    private static ushort[] Float(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return [(ushort)(bits & 0xFFFF), (ushort)(bits >> 16)];
    }
}
