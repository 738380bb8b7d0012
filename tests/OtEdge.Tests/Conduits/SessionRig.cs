using System.Net;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Conduits.FlightRecording;
using OtEdge.Conduits.Modbus;
using OtEdge.Conduits.Recording;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>Modbus sessions of one conduit between fake links, with a time of their own.</summary>
internal sealed class SessionRig
{
    public SessionRig(
        ConduitMode mode = ConduitMode.Enforce, RuleSet? rules = null, ConduitLimits? limits = null, bool strictReplies = false)
        : this(
            Policies.Snapshot(mode, rules ?? Policies.AllowAll),
            Policies.Conduit(502, limits: limits) with { StrictReplies = strictReplies })
    {
    }

    public SessionRig(ConduitSnapshot snapshot, Conduit conduit, Func<ClientIdentity, bool>? isDeclared = null)
    {
        Loop = new FakeLoop(Time);
        Loop.Recorder = new LoopRecorder(Loop.Clock, new FindingSignal(), 4096);
        Loop.Flights = new FlightLoop(Loop.Clock, new FindingSignal(), 64 * 1024);
        Context = new ConduitContext(
            new ConduitPlace(0, Loop), conduit, snapshot, isDeclared ?? (_ => true), (context, link) => new ModbusSession(context, link))
        {
            Recorder = Loop.Recorder.Add(0),
            Flight = Loop.Flights.Add(new IPEndPoint(IPAddress.Parse("10.10.0.10"), 1502)),
        };
        Client = Connect();
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddYears(56));

    public FakeLoop Loop { get; }

    /// <summary>What was recorded so far.</summary>
    public FlowLog Flows { get; } = new();

    public ConduitContext Context { get; }

    /// <summary>The first client.</summary>
    public FakeLink Client { get; }

    /// <summary>The latest link to the device.</summary>
    public FakeLink Device => Loop.Dialled[^1];

    public Session Session => Context.Sessions.Single();

    public IReadOnlyList<TrafficFinding> Findings
    {
        get
        {
            Loop.Turn();
            return Loop.Findings;
        }
    }

    public TrafficFinding OnlyFinding => Assert.Single(Findings);

    public FakeLink Connect()
    {
        var client = new FakeLink(Loop, LinkSide.Client);
        Context.Accept(client);
        return client;
    }

    /// <summary>The client sends; a device that is dialled accepts at once.</summary>
    public void Ask(params byte[] bytes)
    {
        Client.Arrive(bytes);
        AcceptDevice();
    }

    public void AcceptDevice()
    {
        if (Loop.Dialled.Count > 0 && Device.State == LinkState.Connecting)
        {
            Device.Accept();
        }
    }

    /// <summary>The device sends.</summary>
    public void Reply(params byte[] bytes)
    {
        Device.Arrive(bytes);
        Client.Deliver();
    }

    public void Pass(TimeSpan span) => Loop.Pass(span);

    /// <summary>Does what the drain does, until nothing is left.</summary>
    public void Drain()
    {
        do
        {
            Loop.Recorder!.Hurry();
            Loop.Turn();
        }
        while (Loop.Recorder!.Tell(Flows));
    }
}
