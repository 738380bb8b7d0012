using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>What the two legs of a terminating connection use of it: its links, work that takes long, findings, and a clean end.</summary>
internal abstract class LeggedSession : Session
{
    /// <summary>What needs no rule.</summary>
    protected static readonly Decision Accepted = new(DecisionReason.Allowed);

    private readonly KeyWorker worker;
    private readonly UaWriter error = new(512);

    /// <summary>Makes a session for an accepted client.</summary>
    protected LeggedSession(ConduitContext conduit, Link client, KeyWorker worker)
        : base(conduit, client) => this.worker = worker;

    /// <summary>The URL that the device wants to be greeted with, which has called in; null: it was dialled.</summary>
    public string? CalledUrl => Device?.CalledUrl;

    /// <summary>The permission for channels and questions of OtEdge's own.</summary>
    public Verdict.Forward PermitOwn() => (Verdict.Forward)Enforcement.Resolve(Conduit.Posture, true, OperationClass.Session, Accepted);

    /// <summary>Has work done that takes long, and goes on here afterwards, unless the connection has ended.</summary>
    public void Do(Action work, Action then)
    {
        if (!worker.TryDo(ClientEnd.Address, () => DoUnlessEnded(work), Conduit.Loop, fault => Done(then, fault)))
        {
            Report(FindingKind.ConnectionLimit, "too many secure channels are being opened at once");
            EndWithError(StatusCodes.BadTcpServerTooBusy, "too many secure channels are being opened at once"u8);
        }
    }

    /// <summary>The device cannot be reached, or not any more.</summary>
    public void OnDeviceOver(uint status, string reason)
    {
        Report(FindingKind.DeviceUnreachable, reason, VerdictWord.Allowed);
        EndWithError(status, "the server cannot be reached"u8);
    }

    /// <summary>Dials the device.</summary>
    public void Dial()
    {
        if (!SeekDevice())
        {
            OnDeviceOver(StatusCodes.BadCommunicationError, "the device could not be reached a moment ago");
        }
    }

    /// <summary>Hangs up on the device, to dial again.</summary>
    public void HangUp() => LetGoOfDevice(reset: false);

    /// <summary>Sends to the client.</summary>
    public void PassToClient(ReadOnlySpan<byte> bytes) => SendToClient(bytes);

    /// <summary>Sends to the device; false while it is not connected.</summary>
    public bool PassToDevice(Verdict.Forward permit, ReadOnlySpan<byte> bytes)
    {
        if (DeviceState != DeviceState.Open)
        {
            return false;
        }

        SendToDevice(permit, bytes);
        return true;
    }

    /// <summary>Ends the connection with ERR, so that the client knows why.</summary>
    public void EndWithError(uint status, ReadOnlySpan<byte> reason)
    {
        if (!HasEnded)
        {
            FlushClient();
            error.Clear();
            TransportMessages.WriteError(error, status, reason);
            Client.Send(error.Written);
            End();
        }
    }

    /// <summary>Sends a finding about the connection on its way.</summary>
    public void Report(FindingKind kind, string detail, VerdictWord word = VerdictWord.Refused)
    {
        TrafficFinding finding = NewFinding(kind, detail);
        finding.Verdict = word;
        Conduit.Report(finding);
    }

    /// <summary>After whatever has happened: what had to wait goes on, everything is sent at once, and both sides are read as far as there is room.</summary>
    protected abstract void Settle();

    /// <summary>Sends what is to be sent to the client.</summary>
    protected abstract void FlushClient();

    // On the worker's thread: who hangs up at once makes no work.
    private void DoUnlessEnded(Action work)
    {
        if (!HasEnded)
        {
            work();
        }
    }

    private void Done(Action then, Exception? fault)
    {
        if (HasEnded)
        {
            return;
        }

        try
        {
            if (fault is null)
            {
                then();
                Settle();
                return;
            }

            Conduit.Loop.LogFault(fault);
            EndWithError(StatusCodes.BadTcpInternalError, "a fault of OtEdge"u8);
        }
        catch (Exception bug)
        {
            Conduit.Loop.LogFault(bug);
            End(resetClient: true, resetDevice: true);
        }
    }
}
