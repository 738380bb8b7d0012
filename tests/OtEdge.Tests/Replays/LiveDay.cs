using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;
using OtEdge.Host.Recording;
using OtEdge.Tests.Conduits;
using OtEdge.Tests.Evidence;

namespace OtEdge.Tests.Replays;

/// <summary>A conduit in monitor between fake clients and an obliging device; what clients send and get is captured.</summary>
internal sealed class LiveDay
{
    public const string Conduit = "line";

    private static readonly string[] Addresses = ["10.0.0.1", "10.0.0.2", "10.0.1.1", "192.168.7.7"];
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

    /// <summary>Has so many exchanges, and records them as the gateway does.</summary>
    public InMemoryFlowStore RecordInto(int exchanges)
    {
        var store = new InMemoryFlowStore();
        var names = new SiteNames();
        names.Add(0, Conduit);
        store.BeginEpisode("shift", rig.Time.GetUtcNow());
        var recorder = new FlowRecorder(store, names, rig.Time, () => 1);
        for (int at = 0; at < exchanges; at++)
        {
            Exchange();
            Drain(recorder);
            recorder.Flush();
        }

        rig.Pass(TimeSpan.FromMinutes(2));
        Drain(recorder);
        recorder.Flush(isWhole: true, isLast: true);
        return store;
    }

    private void Drain(FlowRecorder recorder)
    {
        do
        {
            rig.Loop.Recorder!.Hurry();
            rig.Loop.Turn();
        }
        while (rig.Loop.Recorder!.Tell(recorder));
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
