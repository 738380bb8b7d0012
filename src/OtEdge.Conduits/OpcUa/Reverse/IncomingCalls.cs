using System.Net;
using System.Text;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa.Reverse;

/// <summary>
/// The devices that have called a conduit: a few that still have to say who they are, and a few that wait for a client. The one that
/// called last is used first, for the others may be dead without anybody having noticed yet. Belongs to the conduit's loop.
/// </summary>
internal sealed class IncomingCalls : IDeviceCalls
{
    private const int UnknownMax = 8;
    private const int StrangersToldMax = 16;
    private readonly ConduitContext conduit;
    private readonly CallingDevices settings;
    private readonly byte[][] servers;
    private readonly List<IncomingCall> unknown = [];
    private readonly List<IncomingCall> ready = [];
    private readonly HashSet<string> strangersTold = new(StringComparer.Ordinal);
    private ReverseConnectState state = new();
    private bool hasEnded;

    /// <summary>Makes it without a call.</summary>
    public IncomingCalls(ConduitContext conduit, CallingDevices settings)
    {
        this.conduit = conduit;
        this.settings = settings;
        servers = [.. settings.Servers.Select(Encoding.UTF8.GetBytes)];
    }

    /// <inheritdoc/>
    public bool IsAnyWaiting => ready.Count > 0;

    /// <summary>How the calls stand; any thread may read it.</summary>
    public ReverseConnectState State => Volatile.Read(ref state);

    /// <summary>Takes a connection in that was accepted; one from an address that nobody named is told nothing but ERR.</summary>
    public void Accept(Link link)
    {
        var call = new IncomingCall(this, link, conduit.Clock);
        conduit.Loop.Add(call);
        if (hasEnded || !settings.Addresses.Any(network => network.Contains(call.Peer.Address)))
        {
            TurnAway(call, new CallFlaw(StatusCodes.BadSecurityChecksFailed, "its address is not among `reverse-connect: devices`"));
        }
        else
        {
            Add(unknown, UnknownMax, call, "too many calls have not said yet who they are");
        }
    }

    /// <inheritdoc/>
    public Link Take(LinkOwner owner)
    {
        IncomingCall call = ready[^1];
        Forget(call);
        Tell();
        return call.HandOver(owner);
    }

    /// <summary>Says what is wrong with who a caller says it is; null: it may call.</summary>
    /// <param name="server">The application URI that it gave, UTF-8.</param>
    /// <param name="address">Where it called from.</param>
    public CallFlaw? WrongWith(ReadOnlySpan<byte> server, IPAddress address)
    {
        foreach (byte[] known in servers)
        {
            if (server.SequenceEqual(known))
            {
                return null;
            }
        }

        // A caller that makes up one name after the other must not fill the journal with them.
        string name = CallText.Of(server);
        bool isTold = strangersTold.Contains(name) || (strangersTold.Count < StrangersToldMax && strangersTold.Add(name));
        return new CallFlaw(
            StatusCodes.BadSecurityChecksFailed,
            isTold ? $"it calls itself '{name}', which is not among `reverse-connect: servers`" : "it calls itself by ever new names that are not among `reverse-connect: servers`");
    }

    /// <summary>A caller has said who it is, and may call.</summary>
    public void Ready(IncomingCall call)
    {
        unknown.Remove(call);
        Volatile.Write(ref state, state with { CallsTotal = state.CallsTotal + 1, LastCall = conduit.Clock.Now.Utc });
        Add(ready, settings.WaitingMax, call, "as many wait already as `reverse-connect: waiting` allows");
        Tell();
        conduit.Gate.Called();
    }

    /// <summary>Ends a call with ERR and a finding.</summary>
    public void TurnAway(IncomingCall call, CallFlaw flaw)
    {
        Report(call, flaw.Detail);
        Forget(call);
        Volatile.Write(ref state, state with { TurnedAwayTotal = state.TurnedAwayTotal + 1 });
        call.Refuse(flaw.StatusCode);
        Tell();
    }

    /// <summary>A caller has hung up.</summary>
    public void Lost(IncomingCall call)
    {
        Forget(call);
        Tell();
    }

    /// <summary>Ends every call that nobody uses.</summary>
    public void End()
    {
        hasEnded = true;
        foreach (IncomingCall call in (IncomingCall[])[.. unknown, .. ready])
        {
            Forget(call);
            call.HangUp();
        }

        Tell();
    }

    // One address that calls again and again takes its own places, never those of others: who has the most loses its oldest.
    private void Add(List<IncomingCall> calls, int most, IncomingCall next, string why)
    {
        calls.Add(next);
        if (calls.Count > most)
        {
            IncomingCall loser = Loser(calls);
            TurnAway(loser, new CallFlaw(StatusCodes.BadTcpServerTooBusy, why));
        }
    }

    private static IncomingCall Loser(List<IncomingCall> calls)
    {
        IncomingCall loser = calls[^1];
        int most = 1;
        foreach (IncomingCall call in calls)
        {
            int held = calls.Count(other => other.Peer.Address.Equals(call.Peer.Address));
            if (held > most)
            {
                (most, loser) = (held, call);
            }
        }

        return loser;
    }

    private void Forget(IncomingCall call)
    {
        unknown.Remove(call);
        ready.Remove(call);
        if (call.Index >= 0)
        {
            conduit.Loop.Remove(call);
        }

        call.Forget();
    }

    private void Report(IncomingCall call, string detail) => conduit.Report(
        new TrafficFinding
        {
            Conduit = conduit.Index,
            Kind = FindingKind.ReverseConnect,
            Verdict = VerdictWord.Refused,
            Utc = conduit.Clock.Now.Utc,
            Client = call.Peer.Address,
            ClientPort = call.Peer.Port,
            Detail = detail,
        },
        onlyIfRoomy: true);

    private void Tell() => Volatile.Write(ref state, state with
    {
        Waiting = [.. ready.Select(call => new WaitingDevice(call.Peer, call.ServerUri, call.EndpointUrl, call.Since))],
    });
}
