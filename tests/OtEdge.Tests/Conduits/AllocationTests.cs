using System.Net;
using System.Net.Sockets;
using OtEdge.Conduits;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>The data path allocates nothing per transaction.</summary>
public sealed class AllocationTests
{
    private const int Transactions = 10_000;

    // A new segment of a queue or a table that grows once is no cost per transaction.
    private const int BytesTolerated = 2048;

    [Fact]
    public void A_session_allocates_nothing_per_transaction()
    {
        var rig = new SessionRig(rules: Policies.Narrow);
        byte[] read = Frames.Read(1, 0, 10);
        byte[] reply = Frames.ReadReply(1, 10);
        byte[] refused = Frames.WriteOne(2, 50, 1);
        rig.Ask(read);
        rig.Reply(reply);
        rig.Client.Keeps = rig.Device.Keeps = false;
        Session session = rig.Session;
        Transact(session, read, reply, refused, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Transact(session, read, reply, refused, Transactions);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, BytesTolerated);
        Assert.True(rig.Context.Counters.Read().Refused > Transactions);
    }

    [Fact]
    public async Task A_loop_allocates_nothing_per_transaction()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var rig = new PlaneRig(
            TransportChoice.Automatic, Policies.Conduit(port), Policies.Snapshot(ConduitMode.Enforce, Policies.Narrow));
        using Socket client = await rig.ConnectAsync();
        byte[] read = Frames.Read(1, 0, 10);
        byte[] reply = Frames.ReadReply(1, 10);
        Task serving = Task.Factory.StartNew(() => Serve(listener, read.Length, reply), TaskCreationOptions.LongRunning);
        Ask(client, read, reply.Length, 200);
        long before = await AllocatedByLoopAsync(rig.Running);

        Ask(client, read, reply.Length, Transactions);

        Assert.InRange(await AllocatedByLoopAsync(rig.Running) - before, 0, BytesTolerated);
        client.Dispose();
        await serving;
    }

    private static void Transact(Session session, byte[] read, byte[] reply, byte[] refused, int count)
    {
        for (int i = 0; i < count; i++)
        {
            session.OnBytes(LinkSide.Client, read);
            session.OnBytes(LinkSide.Device, reply);
            session.OnBytes(LinkSide.Client, refused);
        }
    }

    private static void Serve(TcpListener listener, int requestBytes, byte[] reply)
    {
        using Socket socket = listener.AcceptSocket();
        socket.NoDelay = true;
        byte[] buffer = new byte[requestBytes];
        while (socket.Receive(buffer) == requestBytes)
        {
            socket.Send(reply);
        }
    }

    private static void Ask(Socket client, byte[] request, int replyBytes, int count)
    {
        byte[] buffer = new byte[replyBytes];
        for (int i = 0; i < count; i++)
        {
            client.Send(request);
            Assert.Equal(replyBytes, client.Receive(buffer));
        }
    }

    private static Task<long> AllocatedByLoopAsync(RunningConduit conduit)
    {
        var allocated = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        conduit.Loop.Post(() => allocated.SetResult(GC.GetAllocatedBytesForCurrentThread()));
        return allocated.Task;
    }
}
