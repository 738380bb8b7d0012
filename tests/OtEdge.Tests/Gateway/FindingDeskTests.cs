using System.Net;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;
using OtEdge.Testing.Journal;
using Xunit;

namespace OtEdge.Tests.Gateway;

public sealed class FindingDeskTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);
    private static readonly RuleSet Rules = RuleSet.Compile(Plant.ReadsOnly);
    private readonly InMemoryJournal journal = new();
    private readonly FindingDesk desk;

    public FindingDeskTests()
    {
        var names = new SiteNames();
        Site site = Plant.Site();
        names.Take(site with
        {
            Assets =
            [
                .. site.Assets,
                new Asset(
                    "plc", "filling", [IPNetwork.Parse("127.0.0.1/32")], null,
                    [new Tag("target-temp", 1, RegisterSpace.HoldingRegister, 120, new ValueLayout(ProcessValueType.UInt16)) { EngineeringUnit = "°C" }]),
            ],
        });
        names.Add(7, Plant.Filling);
        var time = new FakeTimeProvider(Now);
        desk = new FindingDesk(names, journal, new EventStream(time), time);
    }

    public void Dispose() => journal.Dispose();

    [Fact]
    public void A_refused_write_names_client_unit_function_range_value_and_that_no_rule_allows_it()
    {
        desk.Take([Write(120, 90)], shed: 0);

        Finding finding = Assert.Single(journal.Findings(new FindingQuery()));
        Assert.Equal(Plant.Filling, finding.Conduit);
        Assert.Equal(VerdictWord.WouldBeRefused, finding.Verdict);
        Assert.Equal(("10.20.0.11", "scada-1"), (finding.Client, finding.ClientAsset));
        Assert.Equal((1, "6", 120, 1), (finding.Unit!.Value, finding.Function, finding.Address!.Value, finding.Count!.Value));
        Assert.Equal("90 °C (target-temp)", finding.Value);
        Assert.Equal(Plant.ReadsOnly.Digest, finding.PolicyDigest);
        Assert.Null(finding.Rule);
        Assert.Equal(
            "scada-1 (10.20.0.11) would be refused: no rule for this client allows function 6 (write), so none allows writing "
            + "holding register 120 (121, 40121) on unit 1 with function 6 (policies/test.yaml); written: 90 °C (target-temp)",
            finding.Text);
    }

    [Fact]
    public void The_rule_that_came_closest_is_named_with_file_and_line()
    {
        PolicyDocument policy = Plant.Policy(Plant.Reads with { Ranges = [new SpaceRange(RegisterSpace.HoldingRegister, new AddressRange(0, 9))] });
        TrafficFinding found = Write(10, 0);
        found.Class = OperationClass.Read;
        found.Function = new FunctionId(3);
        found.SetData([]);
        found.Rules = RuleSet.Compile(policy);
        found.Decision = new Decision(DecisionReason.Range, 0);
        found.Verdict = VerdictWord.Refused;

        desk.Take([found], shed: 0);

        Finding finding = Assert.Single(journal.Findings(new FindingQuery()));
        Assert.Equal(("reads", "policies/test.yaml:4"), (finding.Rule, finding.RuleAt));
        Assert.Null(finding.Value);
        Assert.Contains("was refused: no single rule covers", finding.Text, StringComparison.Ordinal);
        Assert.Contains("(policies/test.yaml:4)", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_findings_of_a_batch_become_one_with_the_last_value_and_the_first_moment()
    {
        TrafficFinding later = Write(120, 95);
        later.Utc = Now.AddSeconds(3);
        TrafficFinding other = Write(121, 95);

        desk.Take([Write(120, 90), other, later], shed: 0);

        Assert.Equal(2, journal.Findings(new FindingQuery()).Count);
        Finding folded = journal.Findings(new FindingQuery()).Single(finding => finding.Address == 120);
        Assert.Equal(2, folded.Times);
        Assert.Equal("95 °C (target-temp)", folded.Value);
        Assert.Equal((Now, Now.AddSeconds(3)), (folded.FirstSeen, folded.LastSeen));
    }

    [Fact]
    public void Equal_findings_of_two_batches_have_the_same_id_and_different_ones_do_not()
    {
        desk.Take([Write(120, 90)], shed: 0);
        desk.Take([Write(120, 91)], shed: 0);
        desk.Take([Write(121, 91)], shed: 0);

        IReadOnlyList<Finding> findings = journal.Findings(new FindingQuery());
        Assert.Equal(2, findings.Count);
        Assert.Equal([1L, 2L], findings.Select(finding => finding.Times).Order());
        Assert.All(findings, finding => Assert.Matches("^f-[0-9a-f]{8}$", finding.Id));
    }

    [Fact]
    public void What_was_shed_is_counted_and_said()
    {
        desk.Take([], shed: 12);
        desk.Take([], shed: 3);
        journal.Shed = 5;
        desk.CheckJournal();
        desk.CheckJournal();

        IReadOnlyList<Finding> shed = journal.Findings(new FindingQuery(Kind: FindingKind.RecordingShed));
        Assert.Equal([5L, 15L], shed.Select(finding => finding.Times).Order());
    }

    [Fact]
    public void Every_kind_of_finding_is_said_in_a_sentence()
    {
        foreach (FindingKind kind in Enum.GetValues<FindingKind>())
        {
            foreach (VerdictWord verdict in Enum.GetValues<VerdictWord>())
            {
                var found = new TrafficFinding { Conduit = 7, Kind = kind, Verdict = verdict, Utc = Now, Detail = "connected" };
                desk.Take([found], shed: 0);
            }
        }

        Assert.All(journal.Findings(new FindingQuery(CountMax: 1000)), finding => Assert.Matches("^[a-z].*[^ .]$", finding.Text));
    }

    [Fact]
    public void A_mask_write_is_said_by_its_masks()
    {
        TrafficFinding found = Write(120, 0);
        found.Function = new FunctionId(22);
        found.SetData([0xFF, 0x00, 0x00, 0x12]);

        desk.Take([found], shed: 0);

        Assert.Equal("and 0xff00, or 0x0012", Assert.Single(journal.Findings(new FindingQuery())).Value);
    }

    private static TrafficFinding Write(int address, ushort value)
    {
        var found = new TrafficFinding
        {
            Conduit = 7,
            Kind = FindingKind.Refusal,
            Verdict = VerdictWord.WouldBeRefused,
            Decision = new Decision(DecisionReason.Function),
            Rules = Rules,
            Utc = Now,
            Client = IPAddress.Parse("10.20.0.11"),
            Class = OperationClass.Write,
            Function = new FunctionId(6),
            Unit = 1,
            Space = RegisterSpace.HoldingRegister,
            Address = address,
            Count = 1,
        };
        found.SetData([(byte)(value >> 8), (byte)value]);
        return found;
    }
}
