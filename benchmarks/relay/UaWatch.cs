using System.Buffers.Binary;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.RelayBenchmark;

/// <summary>One client that watches values, keeps Publish requests waiting, and counts what it is not told.</summary>
internal sealed class UaWatch
{
    private readonly UaClient client;
    private readonly Action<long> onTold;
    private uint subscription;
    private uint lastSequence;

    /// <summary>Makes a client.</summary>
    /// <param name="entry">How it gets in.</param>
    /// <param name="security">How it is protected.</param>
    /// <param name="onTold">Gets the time at which each message of changes was sent, as a timestamp of the stopwatch.</param>
    public UaWatch(UaEntry entry, UaSecurity security, Action<long> onTold)
    {
        this.onTold = onTold;
        client = entry.Make(security, (_, message) => Take(message));
    }

    /// <summary>What is to be sent.</summary>
    public ReadOnlySpan<byte> Output => client.Output;

    /// <summary>Messages that never came, or not whole.</summary>
    public long Lost { get; private set; }

    /// <summary>True once the device has said that nothing more will come.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Makes a session.</summary>
    /// <param name="exchange">Sends bytes, if there are any, and returns what comes next.</param>
    public void Open(Func<byte[], byte[]> exchange)
    {
        client.Open(exchange);
        client.Begin(exchange);
    }

    /// <summary>Makes the subscription; Publish requests are left in <see cref="Output"/>.</summary>
    /// <param name="number">Number of the client, from 0: each watches other nodes.</param>
    /// <param name="exchange">Sends bytes, if there are any, and returns what comes next.</param>
    public void Begin(int number, Func<byte[], byte[]> exchange)
    {
        byte[] created = client.Ask(UaSubscriptions.Create(), exchange);
        subscription = ServiceResponse.TryRead(created, out ServiceResponse response).IsNone ? Answers.SubscriptionOf(response) : 0;
        byte[] nodes = UaSubscriptions.Watch(subscription, UaBodies.NodesOf(number, UaSubscriptions.ItemsPerClient));
        byte[] watched = client.Ask(nodes, exchange);

        // As the device has sent it: a refused item has another status.
        if (subscription == 0 || !watched.AsSpan(UaBodies.ResultAt).SequenceEqual(UaSubscriptions.Watched().AsSpan(UaBodies.ResultAt)))
        {
            throw new IOException("not all nodes are watched");
        }

        for (int n = 0; n < UaSubscriptions.PublishRequests; n++)
        {
            client.Send(UaSubscriptions.Publish(subscription, null));
        }
    }

    /// <summary>Takes what has arrived; what is to be said to it is left in <see cref="Output"/>.</summary>
    public void Arrive(ReadOnlySpan<byte> received)
    {
        client.Sent();
        client.Take(received);
    }

    /// <summary>Has the device say nothing more; it ends with how many messages there were.</summary>
    public void Silence()
    {
        client.Sent();
        client.Send(UaSubscriptions.Silence(subscription));
    }

    private void Take(ReadOnlySpan<byte> message)
    {
        uint service = BinaryPrimitives.ReadUInt16LittleEndian(message[UaBodies.TypeAt..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(message[UaBodies.ResultAt..]) != StatusCodes.Good)
        {
            throw new IOException($"the answer {service} is a fault");
        }

        if (service != ServiceTypes.ResponseOf(ServiceType.Publish))
        {
            return;
        }

        uint sequence = BinaryPrimitives.ReadUInt32LittleEndian(message[UaSubscriptions.SequenceAt..]);
        Lost += sequence - lastSequence - 1;
        IsOver = BinaryPrimitives.ReadInt32LittleEndian(message[UaSubscriptions.NotificationsAt..]) == 0;
        if (!IsOver)
        {
            lastSequence = sequence;
            Lost += BinaryPrimitives.ReadInt32LittleEndian(message[UaSubscriptions.ItemsAt..]) == UaSubscriptions.ItemsPerClient ? 0 : 1;
            onTold(BinaryPrimitives.ReadInt64LittleEndian(message[UaSubscriptions.PublishTimeAt..]));
            client.Send(UaSubscriptions.Publish(subscription, sequence));
        }
    }
}
