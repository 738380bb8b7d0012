using OtEdge.Conduits.Relaying;
using OtEdge.Conduits.Replaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Core.Zones;
using OtEdge.Tests.Conduits;
using OtEdge.Tests.Policy;
using Xunit;

namespace OtEdge.Tests.Replays;

/// <summary>
/// One random day of bytes goes through the sessions of a conduit and, as a capture of what its clients saw, through a replay.
/// Both must decide as the naive rules do, operation by operation.
/// </summary>
public sealed class SameDecisionsTests
{
    private const int Exchanges = 1500;
    private static readonly string[] Addresses = ["10.0.0.1", "10.0.0.2", "10.0.1.1", "192.168.7.7"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void The_naive_rules_the_live_path_and_a_replay_agree_on_every_operation(int seed)
    {
        var random = new Random(seed);
        IReadOnlyList<string> refused = AgreeOn(RichPolicy.Of(random), random);

        // A day that does not meet every reason would prove little.
        Assert.Equal(
            Enum.GetValues<DecisionReason>().Except([DecisionReason.NotJudged, DecisionReason.Allowed]).Select(reason => $"{reason}").Order(),
            refused.Select(line => line.Split(' ')[^2]).Distinct().Order());
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void They_agree_under_random_policies_too(int seed)
    {
        var random = new Random(seed);
        PolicyDocument policy;
        do
        {
            policy = new RandomPolicies(random).Policy();
        }
        while (policy.Rules.Count < 6);

        Assert.NotEmpty(AgreeOn(policy, random));
    }

    private static List<string> AgreeOn(PolicyDocument policy, Random random)
    {
        var day = new LiveDay(policy, random);
        for (int at = 0; at < Exchanges; at++)
        {
            day.Exchange();
        }

        var naive = new NaiveReplay(policy);
        ModbusReplay.Run(new MemoryStream(day.Pcap), new ModbusReplayOptions(), new CapturedOperations(naive));
        var replayer = new Replayer(RuleSet.Compile(policy));
        ReplayTotals totals = ModbusReplay.Run(
            new MemoryStream(day.Pcap), new ModbusReplayOptions(), new CapturedOperations(replayer));
        ReplayReport report = replayer.Finish();

        Assert.Equal(naive.Refused, day.Refused);
        Assert.Equal(naive.Refused.Count, report.Flows.Sum(flow => flow.Times));
        Assert.Equal(
            naive.Refused.CountBy(line => line).ToDictionary(),
            report.Flows.ToDictionary(LineOf, flow => (int)flow.Times));
        Assert.Equal(
            Enumerable.Range(0, policy.Rules.Count).Select(rule => naive.Hits.GetValueOrDefault(rule)),
            report.Rules.Select(rule => rule.Hits));
        Assert.Equal(day.Asked, totals.Requests);
        return naive.Refused;
    }

    private static string LineOf(ReplayedFlow flow) => NaiveReplay.Line(
        $"{flow.Client}",
        new Operation
        {
            Class = flow.Class,
            Function = flow.Function,
            Unit = flow.Unit,
            Space = flow.Space,
            File = flow.File,
            Address = flow.Address,
            Count = flow.Count,
        },
        flow.Decision);

    /// <summary>A conduit in monitor between fake clients and an obliging device; what clients send and get is captured.</summary>
    private sealed class LiveDay
    {
        private readonly SessionRig rig;
        private readonly RandomFrames frames;
        private readonly Random random;
        private readonly CapturedTalk talk;
        private readonly Dictionary<string, FakeLink> clients = [];
        private readonly Dictionary<string, FakeLink> devices = [];
        private int told;

        public LiveDay(PolicyDocument policy, Random random)
        {
            this.random = random;
            frames = new RandomFrames(random, addressMax: 13);
            rig = new SessionRig(ConduitMode.Monitor, RuleSet.Compile(policy));
            talk = new CapturedTalk(start: rig.Time.GetUtcNow());
        }

        public byte[] Pcap => talk.Pcap;

        public int Asked { get; private set; }

        public List<string> Refused { get; } = [];

        public void Exchange()
        {
            string who = Addresses[random.Next(Addresses.Length)];
            FakeLink client = Client(who);
            int requests = random.Next(1, 4);
            int sends = client.Sends.Count;
            for (int i = 0; i < requests; i++)
            {
                byte[] adu = frames.Next();
                Asked++;
                talk.Ask(adu, who);
                client.Arrive(adu);
                AcceptDevice(who);
                Note();
            }

            AnswerAll(who);
            foreach (byte[] sent in client.Sends.Skip(sends))
            {
                talk.Answer(sent, who);
            }

            var step = TimeSpan.FromMilliseconds(random.Next(1, 4000));
            rig.Time.Advance(step);
            talk.Pass(step);
            Note();
        }

        private FakeLink Client(string who)
        {
            if (!clients.TryGetValue(who, out FakeLink? client))
            {
                client = new FakeLink(rig.Loop, LinkSide.Client, who);
                rig.Context.Accept(client);
                clients.Add(who, client);
            }

            return client;
        }

        private void AcceptDevice(string who)
        {
            if (rig.Loop.Dialled.Count > 0 && rig.Device.State == LinkState.Connecting)
            {
                devices[who] = rig.Device;
                rig.Device.Accept();
            }
        }

        // Replies may come in any order.
        private void AnswerAll(string who)
        {
            if (!devices.TryGetValue(who, out FakeLink? device))
            {
                return;
            }

            byte[][] waiting = [.. device.Sends];
            device.Sends.Clear();
            random.Shuffle(waiting);
            foreach (byte[] adu in waiting)
            {
                if (Frames.Oblige(adu) is { } reply)
                {
                    device.Arrive(reply);
                }
            }
        }

        private void Note()
        {
            IReadOnlyList<TrafficFinding> findings = rig.Findings;
            for (; told < findings.Count; told++)
            {
                TrafficFinding finding = findings[told];
                if (finding.Kind is FindingKind.Refusal or FindingKind.MalformedRequest)
                {
                    Refused.Add(NaiveReplay.Line($"{finding.Client}", OperationOf(finding), finding.Decision));
                }
            }
        }

        private static Operation OperationOf(in TrafficFinding finding) => new()
        {
            Class = finding.Class,
            Function = finding.Function,
            Unit = finding.Unit,
            Space = finding.Space,
            File = finding.File,
            Address = finding.Address,
            Count = finding.Count,
        };
    }
}
