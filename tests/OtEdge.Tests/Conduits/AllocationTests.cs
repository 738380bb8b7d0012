using System.Net;
using System.Net.Sockets;
using OtEdge.Conduits;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;
using OtEdge.Modbus;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>The data path allocates nothing per transaction.</summary>
public sealed class AllocationTests
{
    private const int Transactions = 10_000;

    // What the runtime makes once is no cost per transaction; the smallest object per transaction would be 240,000 bytes.
    private const int BytesTolerated = 16 * 1024;

    [Theory]
    [InlineData(ConduitMode.Bypass)]
    [InlineData(ConduitMode.Observe)]
    [InlineData(ConduitMode.Monitor)]
    [InlineData(ConduitMode.Enforce)]
    public void A_session_allocates_nothing_per_transaction_whether_it_is_allowed_or_refused(ConduitMode mode)
    {
        var rig = new SessionRig(mode, Policies.Narrow);
        byte[] read = Frames.Read(1, 0, 10);
        byte[] write = Frames.WriteOne(2, 50, 1);
        byte[] malformed = Frames.Read(3, 0, 0);
        rig.Ask(read);
        rig.Reply(Frames.ReadReply(1, 10));
        rig.Client.Keeps = rig.Device.Keeps = false;
        byte[][] requests = [read, write, malformed];
        byte[][] replies = [Frames.ReadReply(1, 10), write, Frames.Exception(3, 3, ExceptionCode.IllegalDataValue)];
        int answered = mode == ConduitMode.Enforce ? 1 : replies.Length;
        Session session = rig.Session;
        Transact(session, requests, replies.AsSpan(0, answered), 100);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Transact(session, requests, replies.AsSpan(0, answered), Transactions);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, BytesTolerated);
        TrafficTotals totals = rig.Context.Counters.Read();
        Assert.Equal(requests.Length * (Transactions + 100) + 1, totals.Requests);
        Assert.Equal(mode == ConduitMode.Enforce ? 2 * (Transactions + 100) : 0, totals.Refused);
        Assert.Equal(answered * (Transactions + 100) + 1, totals.Replies);
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

    private static void Transact(Session session, byte[][] requests, ReadOnlySpan<byte[]> replies, int count)
    {
        for (int i = 0; i < count; i++)
        {
            foreach (byte[] request in requests)
            {
                session.OnBytes(LinkSide.Client, request);
            }

            foreach (byte[] reply in replies)
            {
                session.OnBytes(LinkSide.Device, reply);
            }
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
