using System.Net;
using System.Text.Json.Nodes;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Policy;

public sealed class PolicyDocumentJsonTests
{
    private static readonly PolicyDocument Full = Given.Policy(
        new Rule
        {
            Id = "a",
            Line = 3,
            Clients = [new ClientSelector("mes", [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("2001:db8::/32")], "urn:mes")],
            Units = [new AddressRange(1, 1), new AddressRange(3, 5)],
            Classes = OperationClasses.Write,
            Functions = [new FunctionId(43, 14), new FunctionId(3)],
            Ranges = [Given.Holding(10, 20), new SpaceRange(RegisterSpace.FileRecord, new AddressRange(0, 9), 4)],
            Values = [new ValueLimit(RegisterSpace.HoldingRegister, 12, new ValueLayout(ProcessValueType.UInt32, WordOrder.CDAB, 0.1, -40), -3.5, 85) { MaxStep = 5, Tag = "temp" }],
            Rate = new RateLimit(10, TimeSpan.FromMinutes(1)),
            Expires = new DateTimeOffset(2027, 3, 31, 23, 59, 59, TimeSpan.FromHours(2)),
        },
        new Rule { Id = "b", Classes = OperationClasses.Read }) with
    {
        Text = "policy: \"x\" # ä\n",
        Digest = "abc",
        AllowSpan = true,
        Pinned = [new PinnedRefusal { Id = "p", Functions = [new FunctionId(8, 1)], RefuseWith = RefusalForm.Close }],
        Tests =
        [
            new PolicyTest(
                new OperationExample
                {
                    Client = IPAddress.Parse("10.0.0.1"),
                    Class = OperationClass.Write,
                    Function = new FunctionId(16),
                    Space = RegisterSpace.HoldingRegister,
                    Address = 12,
                    Count = 2,
                    Data = new byte[] { 1, 2, 3, 4 },
                    Text = "write 12",
                },
                ExpectAllowed: true,
                Line: 40),
        ],
    };

    [Fact]
    public void Document_reads_back_as_it_was_written()
    {
        string json = PolicyDocumentJson.Write(Full);
        PolicyDocument read = PolicyDocumentJson.Read(json);
        Assert.Equal(json, PolicyDocumentJson.Write(read));
        Assert.Equivalent(Full.Rules[0].Values, read.Rules[0].Values);
        Assert.Equal(Full.Rules[0].Expires, read.Rules[0].Expires);
        Assert.Equal(Full.Rules[0].Clients[0].Addresses, read.Rules[0].Clients[0].Addresses);
        Assert.Equal(Full.Tests[0].Operation.Data.ToArray(), read.Tests[0].Operation.Data.ToArray());
        Assert.Equal(Full.Pinned[0].RefuseWith, read.Pinned[0].RefuseWith);
        Assert.Equal(Full.Text, read.Text);
        Assert.Equal(PolicyDocumentJson.Digest(Full), PolicyDocumentJson.Digest(read));
    }

    [Fact]
    public void Random_documents_read_back_and_keep_their_digest()
    {
        for (int seed = 0; seed < 2000; seed++)
        {
            PolicyDocument policy = new RandomPolicies(new Random(seed)).Policy();
            string json = PolicyDocumentJson.Write(policy);
            PolicyDocument read = PolicyDocumentJson.Read(json);
            Assert.True(json == PolicyDocumentJson.Write(read), $"seed {seed}");
            Assert.True(PolicyDocumentJson.Digest(policy) == PolicyDocumentJson.Digest(read), $"seed {seed}");
        }
    }

    [Fact]
    public void Text_is_the_same_for_ever() => Assert.Equal(
        "{\"name\":\"filling-modbus\",\"protocol\":\"modbus_tcp\",\"file\":\"policies/filling-modbus.yaml\",\"text\":\"\",\"digest\":\"\","
        + "\"allow_span\":false,\"rules\":[{\"id\":\"a\",\"line\":0,\"clients\":[],\"units\":[],\"classes\":2,"
        + "\"functions\":[{\"code\":8,\"sub\":1}],\"ranges\":[{\"space\":\"holding_register\",\"first\":0,\"last\":9,\"file\":0}],"
        + "\"values\":[{\"space\":\"holding_register\",\"address\":1,\"type\":\"uint32\",\"order\":\"ABCD\",\"scale\":1,\"offset\":0,"
        + "\"min\":null,\"max\":0.1,\"max_step\":null,\"tag\":null}],\"rate\":null,\"expires\":null}],\"pinned\":[],\"tests\":[]}",
        PolicyDocumentJson.Write(Given.Policy(new Rule
        {
            Id = "a",
            Classes = OperationClasses.Read,
            Functions = [new FunctionId(8, 1)],
            Ranges = [Given.Holding(0, 9)],
            Values = [Given.Value(1, ProcessValueType.UInt32, max: 0.1)],
        })));

    public static TheoryData<string, PolicyDocument> DecidingAlike => new()
    {
        { "name, file, text, tests", Full with { Name = "n", File = "f", Text = "t", Digest = "d", Tests = [] } },
        { "lines", WithRule(Full.Rules[0] with { Line = 99 }) },
        { "asset name", WithRule(Full.Rules[0] with { Clients = [Full.Rules[0].Clients[0] with { Text = "renamed" }] }) },
        { "client twice", WithRule(Full.Rules[0] with { Clients = [Full.Rules[0].Clients[0], Full.Rules[0].Clients[0]] }) },
        { "tag name", WithRule(Full.Rules[0] with { Values = [Full.Rules[0].Values[0] with { Tag = "t" }] }) },
        { "units listed otherwise", WithRule(Full.Rules[0] with { Units = [new AddressRange(4, 5), new AddressRange(3, 3), new AddressRange(1, 1)] }) },
        { "ranges listed otherwise", WithRule(Full.Rules[0] with { Ranges = [Full.Rules[0].Ranges[1], Given.Holding(15, 20), Given.Holding(10, 14)] }) },
        { "functions listed otherwise", WithRule(Full.Rules[0] with { Functions = [new FunctionId(3), new FunctionId(43, 14), new FunctionId(3, 7)] }) },
        { "expiry in another zone", WithRule(Full.Rules[0] with { Expires = Full.Rules[0].Expires!.Value.ToUniversalTime() }) },
    };

    [Theory]
    [MemberData(nameof(DecidingAlike), DisableDiscoveryEnumeration = true)]
    public void Digest_stays_when_what_decides_stays(string what, PolicyDocument policy) =>
        Assert.True(PolicyDocumentJson.Digest(Full) == PolicyDocumentJson.Digest(policy), what);

    public static TheoryData<string, PolicyDocument> DecidingOtherwise => new()
    {
        { "allow-span", Full with { AllowSpan = false } },
        { "protocol", Full with { Protocol = ConduitProtocol.OpcUa } },
        { "rule order", Full with { Rules = [Full.Rules[1], Full.Rules[0]] } },
        { "rule gone", Full with { Rules = [Full.Rules[0]] } },
        { "pin gone", Full with { Pinned = [] } },
        { "refusal form", Full with { Pinned = [Full.Pinned[0] with { RefuseWith = null }] } },
        { "client address", WithRule(Full.Rules[0] with { Clients = [Full.Rules[0].Clients[0] with { Addresses = [IPNetwork.Parse("10.0.0.0/9")] }] }) },
        { "application uri", WithRule(Full.Rules[0] with { Clients = [Full.Rules[0].Clients[0] with { ApplicationUri = null }] }) },
        { "any client", WithRule(Full.Rules[0] with { Clients = [] }) },
        { "unit", WithRule(Full.Rules[0] with { Units = [] }) },
        { "class", WithRule(Full.Rules[0] with { Classes = OperationClasses.Admin }) },
        { "function", WithRule(Full.Rules[0] with { Functions = [] }) },
        { "range", WithRule(Full.Rules[0] with { Ranges = [Given.Holding(10, 21), Full.Rules[0].Ranges[1]] }) },
        { "file", WithRule(Full.Rules[0] with { Ranges = [Full.Rules[0].Ranges[0], Full.Rules[0].Ranges[1] with { File = 5 }] }) },
        { "min", WithRule(Full.Rules[0] with { Values = [Full.Rules[0].Values[0] with { Min = -3.4 }] }) },
        { "max", WithRule(Full.Rules[0] with { Values = [Full.Rules[0].Values[0] with { Max = null }] }) },
        { "max-step", WithRule(Full.Rules[0] with { Values = [Full.Rules[0].Values[0] with { MaxStep = 6 }] }) },
        { "scale", WithRule(Full.Rules[0] with { Values = [Full.Rules[0].Values[0] with { Layout = new ValueLayout(ProcessValueType.UInt32, WordOrder.CDAB, 0.2, -40) }] }) },
        { "order", WithRule(Full.Rules[0] with { Values = [Full.Rules[0].Values[0] with { Layout = new ValueLayout(ProcessValueType.UInt32, WordOrder.ABCD, 0.1, -40) }] }) },
        { "rate", WithRule(Full.Rules[0] with { Rate = new RateLimit(11, TimeSpan.FromMinutes(1)) }) },
        { "window", WithRule(Full.Rules[0] with { Rate = new RateLimit(10, TimeSpan.FromMinutes(2)) }) },
        { "expiry", WithRule(Full.Rules[0] with { Expires = null }) },
    };

    [Theory]
    [MemberData(nameof(DecidingOtherwise), DisableDiscoveryEnumeration = true)]
    public void Digest_changes_when_what_decides_changes(string what, PolicyDocument policy) =>
        Assert.False(PolicyDocumentJson.Digest(Full) == PolicyDocumentJson.Digest(policy), what);

    [Fact]
    public void Every_damage_is_a_format_fault()
    {
        string json = PolicyDocumentJson.Write(Full);
        for (int length = 0; length < json.Length; length += 7)
        {
            Assert.Throws<FormatException>(() => PolicyDocumentJson.Read(json[..length]));
        }

        var random = new Random(20261122);
        for (int i = 0; i < 3000; i++)
        {
            char[] damaged = json.ToCharArray();
            damaged[random.Next(damaged.Length)] = (char)random.Next(32, 127);
            try
            {
                PolicyDocumentJson.Read(new string(damaged));
            }
            catch (FormatException)
            {
                // Some damage leaves a readable document; what is refused must be refused in this way alone.
            }
        }
    }

    [Theory]
    [InlineData("protocol", "\"modbus_rtu\"")]
    [InlineData("rules", "7")]
    [InlineData("name", "null")]
    [InlineData("tests", "[{}]")]
    public void Wrong_kind_of_content_is_a_format_fault(string property, string value)
    {
        JsonObject json = JsonNode.Parse(PolicyDocumentJson.Write(Full))!.AsObject();
        json[property] = JsonNode.Parse(value);
        Assert.Throws<FormatException>(() => PolicyDocumentJson.Read(json.ToJsonString()));
    }

    private static PolicyDocument WithRule(Rule first) => Full with { Rules = [first, Full.Rules[1]] };
}
