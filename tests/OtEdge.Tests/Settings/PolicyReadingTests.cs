using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;
using OtEdge.Settings;
using Xunit;

namespace OtEdge.Tests.Settings;

public sealed class PolicyReadingTests
{
    [Fact]
    public void Clients_become_the_networks_of_their_assets()
    {
        Rule rule = Bench.Rule("  - { id: r, clients: [hmi, 10.9.0.0/16, 10.8.0.1], allow: [read] }\n");

        Assert.Equal(["hmi", "10.9.0.0/16", "10.8.0.1"], rule.Clients.Select(client => client.Text));
        Assert.Equal([IPNetwork.Parse("10.1.0.5/32"), IPNetwork.Parse("10.1.7.0/24")], rule.Clients[0].Addresses);
        Assert.Equal([IPNetwork.Parse("10.9.0.0/16")], rule.Clients[1].Addresses);
        Assert.Equal([IPNetwork.Parse("10.8.0.1/32")], rule.Clients[2].Addresses);
    }

    [Fact]
    public void A_modbus_rule_does_not_ask_for_an_application_uri()
    {
        Assert.Null(Bench.Rule("  - { id: r, clients: [hmi], allow: [read] }\n").Clients[0].ApplicationUri);
    }

    [Fact]
    public void Tags_become_ranges_units_and_whole_values()
    {
        Rule rule = Bench.Rule("  - { id: r, allow: [write], tags: [speed, level, valve], values: [{ tag: level, min: 10, max: 60 }] }\n");

        Assert.Equal([new AddressRange(7, 7)], rule.Units);
        Assert.Equal(
            [
                new SpaceRange(RegisterSpace.HoldingRegister, new AddressRange(40, 41)),
                new SpaceRange(RegisterSpace.HoldingRegister, new AddressRange(50, 50)),
                new SpaceRange(RegisterSpace.Coil, new AddressRange(3, 3)),
            ],
            rule.Ranges);
        Assert.Equal(
            [
                new ValueLimit(RegisterSpace.HoldingRegister, 50, new ValueLayout(ProcessValueType.Int16, WordOrder.ABCD, 0.5, 10), 10, 60) { Tag = "level" },
                new ValueLimit(RegisterSpace.HoldingRegister, 40, new ValueLayout(ProcessValueType.Float32, WordOrder.CDAB)) { Tag = "speed" },
            ],
            rule.Values);
    }

    [Theory]
    [InlineData("address-base: 0\n", "holding-registers: [0, 10-19]", 0, 0, 10, 19)]
    [InlineData("address-base: 1\n", "holding-registers: [1, 10-65536]", 0, 0, 9, 65535)]
    [InlineData("", "holding-registers: [0x9C41, 40000-40199]", 40001, 40001, 40000, 40199)]
    public void Addresses_are_zero_based_whatever_the_policy_counts_from(string head, string range, int first, int last, int next, int end)
    {
        Rule rule = Bench.Rule($"  - {{ id: r, allow: [read], {range} }}\n", head);

        Assert.Equal([new AddressRange(first, last), new AddressRange(next, end)], rule.Ranges.Select(covered => covered.Range));
    }

    [Fact]
    public void Values_and_tests_count_from_the_address_base_too()
    {
        PolicyDocument policy = Bench.Document(
            "  - { id: r, allow: [write], holding-registers: 11-12, values: [{ at: 11, type: uint32, max: 5 }] }\n"
            + "tests: [{ write: { holding-register: 11, uint32: 5 }, expect: allowed }, { write: { holding-register: 11, uint32: 6 }, expect: refused }]\n",
            "address-base: 1\n");

        Assert.Equal(10, policy.Rules[0].Values[0].Address);
        Assert.Equal(10, policy.Tests[0].Operation.Address);
    }

    [Theory]
    [InlineData("2027-03-28", "2027-03-28T22:00:00Z")]
    [InlineData("2027-03-27", "2027-03-27T23:00:00Z")]
    [InlineData("2027-10-31", "2027-10-31T23:00:00Z")]
    public void A_rule_expires_at_the_end_of_the_day_in_the_time_zone_of_the_site(string day, string utc)
    {
        Rule rule = Bench.Rule($"  - {{ id: r, allow: [read], expires: {day} }}\n");

        Assert.Equal(DateTimeOffset.Parse(utc, null), rule.Expires);
    }

    [Fact]
    public void Functions_are_named_by_number_sub_function_or_name()
    {
        Rule rule = Bench.Rule("  - { id: r, allow: [write, 3, 8/1, 43/0x0E, 90/0x40, write-single-coil, read-device-identification] }\n");

        Assert.Equal(OperationClasses.Write, rule.Classes);
        Assert.Equal(
            [new FunctionId(3), new FunctionId(8, 1), new FunctionId(43, 14), new FunctionId(90, 64), new FunctionId(5)],
            rule.Functions);
    }

    [Fact]
    public void A_rate_and_a_line_are_kept()
    {
        Rule rule = Bench.Rule("  - id: r\n    allow: [read]\n    rate: 10/min\n");

        Assert.Equal(new RateLimit(10, TimeSpan.FromMinutes(1)), rule.Rate);
        Assert.Equal(4, rule.Line);
    }

    [Fact]
    public void Pins_are_read_like_rules()
    {
        PolicyDocument policy = Bench.Document("  - { id: r, allow: [read] }\npinned: [{ id: p, refuse: [8/1, write], coils: 5, units: 3-5, refuse-with: reset }]\n");

        PinnedRefusal pin = Assert.Single(policy.Pinned);
        Assert.Equal(OperationClasses.Write, pin.Classes);
        Assert.Equal([new FunctionId(8, 1)], pin.Functions);
        Assert.Equal([new AddressRange(3, 5)], pin.Units);
        Assert.Equal([new SpaceRange(RegisterSpace.Coil, new AddressRange(5, 5))], pin.Ranges);
        Assert.Equal(RefusalForm.Reset, pin.RefuseWith);
    }

    [Fact]
    public void The_digest_follows_what_decides_and_nothing_else()
    {
        const string Rule = "  - { id: r, clients: [hmi], allow: [read], holding-registers: 0-9 }\n";
        string digest = Bench.Document(Rule).Digest;

        Assert.Matches("^[0-9a-f]{64}$", digest);
        Assert.Equal(digest, Bench.Document("  # a remark\n\n" + Rule).Digest);
        Assert.Equal(digest, Bench.Document(Rule + "tests: [{ read: { holding-register: 99 }, expect: refused }]\n").Digest);
        Assert.NotEqual(digest, Bench.Document(Rule.Replace("0-9", "0-8", StringComparison.Ordinal)).Digest);
        Assert.NotEqual(digest, Bench.Document(Rule.Replace("hmi", "10.1.0.5", StringComparison.Ordinal)).Digest);
    }

    [Fact]
    public void A_typed_value_in_a_test_takes_the_order_that_the_rule_declares()
    {
        PolicyDocument policy = Bench.Document(
            "  - { id: r, allow: [write], holding-registers: 120-121, values: [{ at: 120, type: float32, order: CDAB, min: 0, max: 85 }] }\n"
            + "tests: [{ write: { holding-register: 120, float32: 90 }, expect: refused }]\n");

        Assert.Equal("000042B4", Convert.ToHexString(policy.Tests[0].Operation.Data.Span));
    }

    [Fact]
    public void An_opc_ua_policy_is_read_whole()
    {
        PolicyDocument policy = Bench.OpcUa(
            "  - { id: r, clients: [hmi], users: [anonymous, lab], allow: [read, write], nodes: [\"nsu=urn:x;s=A.*\", \"nsu=urn:y;*\", i=2258], attributes: [Value, DisplayName], values: [{ min: 0, max: 85, type: float64 }], rate: 10/min }\n"
            + "  - { id: m, allow: [call], methods: [{ object: \"nsu=urn:x;s=L\", method: \"nsu=urn:x;i=7\" }] }\n"
            + "pinned: [{ id: p, refuse: [admin] }]\n",
            "strict: true\nbatch: item\n");

        Assert.Equal((true, BatchAnswer.Item, 2, 1), (policy.Strict, policy.Batch, policy.Rules.Count, policy.Pinned.Count));
        Rule rule = policy.Rules[0];
        NodeTerms terms = rule.Nodes!;
        Assert.Equal("urn:acme:hmi", rule.Clients[0].ApplicationUri);
        Assert.Equal([UserIdentity.Anonymous, new UserIdentity(UserKind.Name, "lab")], terms.Users);
        Assert.Equal(["nsu=urn:x;s=A.*", "nsu=urn:y;*", "i=2258"], terms.Nodes.Select(node => $"{node}"));
        Assert.Equal(["DisplayName", "Value"], NodeAttributes.NamesIn(terms.Attributes));
        Assert.Equal([new NodeLimit { Min = 0, Max = 85, Type = NodeValueType.Double }], terms.Limits);
        Assert.Equal(new RateLimit(10, TimeSpan.FromMinutes(1)), rule.Rate);
        Assert.Equal("nsu=urn:x;i=7", $"{policy.Rules[1].Nodes!.Methods[0].Method}");
    }

    [Fact]
    public void An_opc_ua_policy_survives_its_canonical_json()
    {
        PolicyDocument policy = Bench.OpcUa(
            "  - { id: r, clients: [hmi], users: [lab], allow: [read, write], nodes: [\"nsu=urn:x;s=A.*\"], attributes: [all], values: [{ max-step: 2 }] }\n"
            + "  - { id: m, allow: [call], methods: [{ object: \"nsu=urn:x;s=L\", method: \"nsu=urn:x;i=7\" }] }\n"
            + "tests:\n  - { client: hmi, user: lab, write: { node: \"nsu=urn:x;s=A.b\", float64: 90 }, expect: allowed }\n");
        PolicyDocument again = PolicyDocumentJson.Read(PolicyDocumentJson.Write(policy));

        Assert.Equal(PolicyDocumentJson.Write(policy), PolicyDocumentJson.Write(again));
        Assert.Equal(policy.Digest, PolicyDocumentJson.Digest(again));
        Assert.NotEqual(policy.Digest, PolicyDocumentJson.Digest(policy with { Strict = true }));
        Assert.True(Assert.Single(PolicyTests.Run(again)).Passed);
    }

    [Fact]
    public void A_policy_file_that_lies_anywhere_is_known_by_the_last_part_of_its_name()
    {
        PolicyReading reading = SettingsReader.ReadPolicy(Bench.Site, "candidates/of-tuesday/line.yaml", Bench.Policy(""));

        Assert.Equal("line", reading.Policy?.Name);
    }
}
