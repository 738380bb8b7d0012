using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace OtEdge.Conduits.Relaying.Epoll;

/// <summary>
/// The Linux transport: one thread, one epoll, one receive per event into one shared buffer. What is at hand is judged in place
/// and sent on before the next event is looked at. Links are edge-triggered: the system does not look at them twice per event.
/// </summary>
internal sealed unsafe class EpollLoop : RelayLoop
{
    private const int EventsMax = 256;
    private const ulong WakeUpData = ulong.MaxValue;
    private readonly byte* events = (byte*)NativeMemory.Alloc((nuint)(EventsMax * Libc.EpollEventBytes));
    private readonly byte* buffer = (byte*)NativeMemory.AlignedAlloc(BufferBytes, 64);
    private readonly List<EpollLink> failed = [];
    private readonly AdaptiveSpin spin;
    private readonly Thread thread;
    private readonly int epoll;
    private readonly int wakeUp;
    private IEpollTarget?[] targets = new IEpollTarget?[256];
    private uint generation;
    private int wakeUpSent;
    private volatile bool stopping;

    /// <summary>Makes the loop.</summary>
    /// <exception cref="IOException">The system has no descriptors left.</exception>
    public EpollLoop(TimeProvider time, FindingRing ring, ILogger logger)
        : base(time, ring, logger)
    {
        spin = new AdaptiveSpin(time, Environment.ProcessorCount);
        epoll = Require(Libc.EpollCreate(Libc.CloseOnExec));
        wakeUp = Require(Libc.EventFd(0, Libc.CloseOnExec | Libc.NonBlocking));
        Control(Libc.EpollAdd, wakeUp, Libc.EpollIn, WakeUpData);
        thread = new Thread(Run) { IsBackground = true, Name = "otedge-loop" };
    }

    /// <summary>Bytes of <see cref="Buffer"/>.</summary>
    public const int BufferBytes = 64 * 1024;

    /// <summary>The receive buffer, shared by all links of the loop; its content is valid until the next receive.</summary>
    public byte* Buffer => buffer;

    /// <inheritdoc/>
    public override void Start() => thread.Start();

    /// <inheritdoc/>
    public override void Stop()
    {
        stopping = true;
        Wake();
        if (thread.IsAlive)
        {
            thread.Join();
        }
    }

    /// <inheritdoc/>
    public override Link Connect(IPEndPoint peer, LinkOwner owner, LinkSide side)
    {
        var link = new EpollLink(this, side, peer) { Owner = owner };
        link.Connect();
        return link;
    }

    /// <inheritdoc/>
    public override IDisposable Listen(Socket listener, LinkSide side, Action<Link> accept) =>
        new EpollListener(this, listener, side, accept, Logger);

    /// <summary>Makes a link of a connection that was accepted.</summary>
    public EpollLink Adopt(int descriptor, IPEndPoint peer, LinkSide side)
    {
        var link = new EpollLink(this, side, peer);
        link.Adopt(descriptor);
        return link;
    }

    /// <summary>Has a target told of events; the number it gets tells a reused descriptor from the one before.</summary>
    public void Register(IEpollTarget target, int descriptor, uint interest)
    {
        if (descriptor >= targets.Length)
        {
            Array.Resize(ref targets, Math.Max(2 * targets.Length, descriptor + 1));
        }

        targets[descriptor] = target;
        generation = unchecked(generation + 1);
        target.Generation = generation;
        Control(Libc.EpollAdd, descriptor, interest, DataOf(descriptor, generation));
    }

    /// <summary>Changes what a target waits for.</summary>
    public void Modify(IEpollTarget target, int descriptor, uint interest) =>
        Control(Libc.EpollModify, descriptor, interest, DataOf(descriptor, target.Generation));

    /// <summary>Tells a target of nothing more.</summary>
    public void Unregister(int descriptor)
    {
        targets[descriptor] = null;
        _ = Libc.EpollControl(epoll, Libc.EpollDelete, descriptor, null);
    }

    /// <summary>Forgets a target whose descriptor is about to be closed, which unregisters it by itself.</summary>
    public void Forget(int descriptor) => targets[descriptor] = null;

    /// <summary>Reports a failure after the events at hand.</summary>
    public void FailLater(EpollLink link) => failed.Add(link);

    /// <inheritdoc/>
    public override void Dispose()
    {
        Stop();
        foreach (IEpollTarget? target in targets)
        {
            (target as EpollLink)?.Drop();
            (target as IDisposable)?.Dispose();
        }

        _ = Libc.Close(wakeUp);
        _ = Libc.Close(epoll);
        NativeMemory.Free(events);
        NativeMemory.AlignedFree(buffer);
    }

    /// <inheritdoc/>
    protected override void Wake()
    {
        if (Interlocked.Exchange(ref wakeUpSent, 1) == 0)
        {
            ulong one = 1;
            _ = Libc.Write(wakeUp, &one, sizeof(ulong));
        }
    }

    private static int Require(int descriptor) =>
        descriptor >= 0
            ? descriptor
            : throw new IOException($"a loop cannot be made: {Libc.Words(Libc.LastError)}; raise the limit of open files");

    private void Run()
    {
        while (!stopping)
        {
            Pass();
        }
    }

    // A method of its own: the body of a method that never returns would run unoptimized until it is replaced on the stack.
    private void Pass()
    {
        int count = Wait(failed.Count > 0 ? 0 : WaitMilliseconds());
        Clock.Refresh();
        bool isWoken = false;
        for (int i = 0; i < count; i++)
        {
            byte* entry = events + (i * Libc.EpollEventBytes);
            ulong data = Unsafe.ReadUnaligned<ulong>(entry + Libc.EpollDataOffset);
            if (data == WakeUpData)
            {
                isWoken = true;
            }
            else
            {
                Dispatch(data, Unsafe.ReadUnaligned<uint>(entry));
            }
        }

        ReportFailed();
        if (isWoken)
        {
            TakeWakeUp();
            RunPosted();
        }

        RunDue();
        ReportFailed();
    }

    private int Wait(int milliseconds)
    {
        if (milliseconds > 0 && spin.IsOn())
        {
            for (bool goesOn = true; goesOn; goesOn = spin.GoOn())
            {
                int count = Libc.EpollWait(epoll, events, EventsMax, 0);
                if (count != 0)
                {
                    spin.PayOff();
                    return count;
                }
            }
        }

        return Libc.EpollWait(epoll, events, EventsMax, milliseconds);
    }

    private void Dispatch(ulong data, uint flags)
    {
        int descriptor = unchecked((int)(uint)data);
        if (descriptor >= targets.Length || targets[descriptor] is not { } target
            || target.Generation != unchecked((uint)(data >> 32)))
        {
            return;
        }

        LinkOwner? owner = target.Owner;
        try
        {
            target.OnEvents(flags);
        }
        catch (Exception fault)
        {
            Fault(owner, fault);
        }
    }

    private void ReportFailed()
    {
        for (int i = 0; i < failed.Count; i++)
        {
            LinkOwner? owner = failed[i].Owner;
            try
            {
                failed[i].ReportFailure();
            }
            catch (Exception fault)
            {
                Fault(owner, fault);
            }
        }

        failed.Clear();
    }

    private void TakeWakeUp()
    {
        // The queue is emptied after the flag is down: what is posted in between is taken now or wakes once more.
        ulong count;
        _ = Libc.Read(wakeUp, &count, sizeof(ulong));
        Interlocked.Exchange(ref wakeUpSent, 0);
    }

    private static ulong DataOf(int descriptor, uint number) => ((ulong)number << 32) | (uint)descriptor;

    private void Control(int operation, int descriptor, uint interest, ulong data)
    {
        byte* entry = stackalloc byte[16];
        Unsafe.WriteUnaligned(entry, interest);
        Unsafe.WriteUnaligned(entry + Libc.EpollDataOffset, data);
        if (Libc.EpollControl(epoll, operation, descriptor, entry) < 0)
        {
            throw new IOException($"epoll_ctl failed: {Libc.Words(Libc.LastError)}");
        }
    }
}
