using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Campaigns;
using OtEdge.Core.Zones;
using OtEdge.Testing.Mutation;
using Xunit;

namespace OtEdge.Tests.Staging.Campaigns;

/// <summary>A campaign offers, wave by wave; it never moves anything itself.</summary>
public sealed class CampaignTests
{
    private static readonly Site Site = new()
    {
        Name = "leipzig",
        Gateway = "edge-1",
        TimeZone = TimeZoneInfo.Utc,
        Zones =
        [
            new Zone("filling", null, 1, Criticality.High),
            new Zone("office", null, 4, Criticality.Low),
            new Zone("supervision", null, 3, Criticality.High),
        ],
        Conduits =
        [
            Conduit("stop", "office") with { Essential = [new OperationExample { Text = "write coil 17" }] },
            Conduit("scada", "supervision"),
            Conduit("mes", "office"),
            Conduit("reports", "office"),
            Conduit("elsewhere", "office") with { To = "packing" },
        ],
    };

    private static Campaign Start { get; } = new()
    {
        Id = "z-0001",
        Zone = "filling",
        Mode = ConduitMode.Enforce,
        Reason = "audit finding 12",
        Author = "anna",
        ProposedAt = Sample.Start,
        StateAt = Sample.Start,
        Waves = [["mes", "reports"], ["scada"]],
    };

    [Fact]
    public void Waves_go_from_the_least_critical_to_what_is_essential() =>
        Assert.Equal(["mes reports", "scada", "stop"], Words(CampaignPlanning.Waves(Site, "filling", [])));

    [Fact]
    public void Conduits_of_one_conflict_set_are_in_waves_of_their_own() =>
        Assert.Equal(["mes", "reports", "scada", "stop"], Words(CampaignPlanning.Waves(Site, "filling", [["reports", "mes"]])));

    [Fact]
    public void A_wave_is_offered_rung_by_rung_and_the_next_one_waits_for_its_soak()
    {
        CampaignLook first = Start.Look(
            [Member("mes", ConduitMode.Observe), Member("reports", ConduitMode.Monitor), Member("scada", ConduitMode.Monitor)], Sample.Start);
        Assert.Equal([new CampaignWish("mes", ConduitMode.Monitor), new CampaignWish("reports", ConduitMode.Enforce)], first.Offers);

        CampaignLook soaking = Start.Look(
            [
                Member("mes", ConduitMode.Enforce),
                Member("reports", ConduitMode.Monitor) with { InFlight = Sample.In(ChangeState.Soak) },
                Member("scada", ConduitMode.Monitor),
            ],
            Sample.Start);
        Assert.Empty(soaking.Offers);
        Assert.Equal(["reports: c-0007 is soak"], soaking.Waiting);

        CampaignLook next = Start.Look(
            [Member("mes", ConduitMode.Enforce), Member("reports", ConduitMode.Enforce), Member("scada", ConduitMode.Monitor)], Sample.Start);
        Assert.Equal([new CampaignWish("scada", ConduitMode.Enforce)], next.Offers);
    }

    [Theory]
    [InlineData(ChangeState.RolledBack)]
    [InlineData(ChangeState.Withdrawn)]
    [InlineData(ChangeState.Rejected)]
    [InlineData(ChangeState.Stale)]
    public void A_change_that_did_not_arrive_holds_it_until_a_person_resumes(ChangeState state)
    {
        CampaignMember[] members =
        [
            Member("mes", ConduitMode.Monitor) with { Offered = Sample.In(state) }, Member("reports", ConduitMode.Monitor), Member("scada", ConduitMode.Monitor),
        ];
        CampaignLook held = Start.Look(members, Sample.Start.AddMinutes(1));
        Assert.Equal(CampaignState.Held, held.Next.State);
        Assert.Empty(held.Offers);
        Assert.Empty(held.Next.Look(members, Sample.Start.AddMinutes(2)).Offers);

        Campaign resumed = held.Next.Resume("ben", "the policy is mended", Sample.Start.AddMinutes(3))!;
        Assert.Equal(2, resumed.Look(members, Sample.Start.AddMinutes(4)).Offers.Count);

        // A person who held it for another reason has not looked at what ended meanwhile.
        Campaign byHand = Start.Hold("ben", "holidays", Sample.Start)!.Resume("ben", "", Sample.Start)!;
        Assert.Equal(CampaignState.Held, byHand.Look(members, Sample.Start).Next.State);
    }

    [Fact]
    public void It_is_done_when_every_conduit_has_arrived()
    {
        CampaignMember[] members = [Member("mes", ConduitMode.Enforce), Member("reports", ConduitMode.Enforce), Member("scada", ConduitMode.Enforce)];

        Assert.Equal(CampaignState.Done, Start.Look(members, Sample.Start).Next.State);
    }

    [Fact]
    public void Steps_fit_its_state()
    {
        Campaign held = Start.Hold("ben", "holidays", Sample.Start)!;
        Assert.Equal("held: holidays", held.History[^1].What);
        Assert.Null(held.Hold("ben", "", Sample.Start));
        Assert.Null(Start.Resume("ben", "", Sample.Start));
        Campaign withdrawn = held.Withdraw("ben", "", Sample.Start)!;
        Assert.Null(withdrawn.Withdraw("ben", "", Sample.Start));
        Assert.Null(withdrawn.Resume("ben", "", Sample.Start));
        Assert.False(withdrawn.IsUnderWay);
    }

    [Fact]
    public void Whatever_its_conduits_do_it_offers_only_what_one_wave_is_free_for()
    {
        var random = new SeededRandom(SeededRun.Seed);
        ChangeState[] states = Enum.GetValues<ChangeState>();
        for (int run = 0; run < 5000; run++)
        {
            Campaign campaign = Start with { Mode = random.Below(2) == 0 ? ConduitMode.Monitor : ConduitMode.Enforce };
            CampaignMember[] members =
            [
                .. campaign.Conduits().Select(name =>
                {
                    StagedChange some = Sample.In(states[random.Below(states.Length)]);
                    return Member(name, (ConduitMode)(1 + random.Below(3))) with
                    {
                        InFlight = some.IsInFlight ? some : null,
                        Offered = some.IsInFlight || random.Below(2) == 0 ? some : null,
                    };
                }),
            ];
            CampaignLook step = campaign.Look(members, Sample.Start);
            bool isHurt = members.Any(member => member.Offered is { IsInFlight: false, State: not ChangeState.Confirmed });
            string again = SeededRun.Again($"run {run}");

            Assert.True(!isHurt || (step.Next.State == CampaignState.Held && step.Offers.Count == 0), again);
            Assert.True(step.Next.State == CampaignState.Running || step.Offers.Count == 0, again);
            foreach (CampaignWish wish in step.Offers)
            {
                CampaignMember member = members.Single(one => one.Conduit == wish.Conduit);
                Assert.True(member.InFlight is null && Math.Abs(wish.Mode - member.Mode) == 1, again);
                int wave = campaign.Waves.ToList().FindIndex(one => one.Contains(wish.Conduit));
                Assert.True(
                    campaign.Waves.Take(wave).SelectMany(one => one).All(name => members.Single(one => one.Conduit == name) is { InFlight: null } before && before.Mode == campaign.Mode),
                    again);
            }
        }
    }

    [Fact]
    public void A_plan_takes_in_one_class_after_the_other_and_keeps_what_is_refused_already()
    {
        Campaign plan = Start with { Waves = [["mes"]], Scopes = CampaignPlanning.Scopes(OperationClasses.Modbus) };
        var steps = new List<CampaignWish>();
        CampaignMember at = Member("mes", ConduitMode.Observe);
        while (plan.Look([at], Sample.Start).Offers is [var wish])
        {
            steps.Add(wish);
            at = at with { Mode = wish.Mode, Classes = wish.Classes ?? OperationClasses.All };
        }

        const OperationClasses Bad = OperationClasses.Malformed;
        Assert.Equal(
            [null, Bad, Bad | OperationClasses.Admin, Bad | OperationClasses.Admin | OperationClasses.Write, OperationClasses.Modbus],
            steps.Select(step => step.Classes));
        Assert.Equal(CampaignState.Done, plan.Look([at], Sample.Start).Next.State);
        CampaignMember halfway = at with { Classes = Bad | OperationClasses.Read };
        Assert.Equal(Bad | OperationClasses.Admin | OperationClasses.Read, Assert.Single(plan.Look([halfway], Sample.Start).Offers).Classes);
    }

    private static IEnumerable<string> Words(IReadOnlyList<IReadOnlyList<string>> waves) => waves.Select(wave => string.Join(' ', wave));

    private static CampaignMember Member(string conduit, ConduitMode mode) => new(conduit, mode, null, null);

    private static Conduit Conduit(string name, string from) => Sample.Conduit with { Name = name, From = from };
}
