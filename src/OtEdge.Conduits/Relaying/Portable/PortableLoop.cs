using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace OtEdge.Conduits.Relaying.Portable;

/// <summary>
/// The transport for every platform: one thread that does what is posted, over the asynchronous sockets of the base library, whose
/// completions are posted to it. It feeds spans straight from its receive buffers, so no pipes stand between.
/// </summary>
internal sealed class PortableLoop : RelayLoop
{
    private readonly AutoResetEvent wake = new(false);
    private readonly List<PortableLink> failed = [];
    private readonly HashSet<IDisposable> open = [];
    private readonly Thread thread;
    private volatile bool stopping;

    /// <summary>Makes the loop.</summary>
    public PortableLoop(TimeProvider time, FindingRing ring, ILogger logger)
        : base(time, ring, logger)
    {
        thread = new Thread(Run) { IsBackground = true, Name = "otedge-loop" };
    }

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
        var link = new PortableLink(this, side, peer) { Owner = owner };
        link.Connect();
        return link;
    }

    /// <inheritdoc/>
    public override IDisposable Listen(Socket listener, LinkSide side, Action<Link> accept) =>
        new PortableListener(this, listener, side, accept, Logger);

    /// <summary>Reports a failure once what is being done has returned.</summary>
    public void FailLater(PortableLink link) => failed.Add(link);

    /// <summary>Closes it with the loop.</summary>
    public void Keep(IDisposable closing) => open.Add(closing);

    /// <summary>It is closed already.</summary>
    public void Forget(IDisposable closed) => open.Remove(closed);

    /// <summary>Does something for an owner of links; whatever goes wrong in it ends this owner alone.</summary>
    public void Enter(LinkOwner? owner, Action action)
    {
        try
        {
            action();
        }
        catch (Exception fault)
        {
            Fault(owner, fault);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Stop();
        foreach (IDisposable closing in open.ToArray())
        {
            closing.Dispose();
        }

        wake.Dispose();
    }

    /// <inheritdoc/>
    protected override void Wake()
    {
        try
        {
            wake.Set();
        }
        catch (ObjectDisposedException)
        {
            // A completion that comes after the end has nobody to tell.
        }
    }

    private void Run()
    {
        while (!stopping)
        {
            Pass();
        }
    }

    private void Pass()
    {
        wake.WaitOne(failed.Count > 0 ? 0 : WaitMilliseconds());
        Clock.Refresh();
        RunPosted();
        ReportFailed();
        RunDue();
        ReportFailed();
    }

    private void ReportFailed()
    {
        for (int i = 0; i < failed.Count; i++)
        {
            PortableLink link = failed[i];
            Enter(link.Owner, link.ReportFailure);
        }

        failed.Clear();
    }
}
