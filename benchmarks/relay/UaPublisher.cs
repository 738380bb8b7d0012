using System.Buffers.Binary;
using System.Diagnostics;
using OtEdge.OpcUa.SecureChannel;

namespace OtEdge.RelayBenchmark;

/// <summary>The device's subscriptions, one for each client at most: every value of it changes at every interval.</summary>
internal sealed class UaPublisher
{
    private const long IntervalTicks = UaSubscriptions.IntervalMilliseconds * TimeSpan.TicksPerMillisecond;
    private static readonly long Interval = IntervalTicks * Stopwatch.Frequency / TimeSpan.TicksPerSecond;
    private readonly Dictionary<int, Subscription> subscriptions = [];
    private uint lastId;

    /// <summary>When the next subscription has something to tell.</summary>
    public long DueAt => subscriptions.Count == 0 ? long.MaxValue : subscriptions.Values.Min(one => one.DueAt);

    /// <summary>Begins a client's subscription; they do not all tell at once.</summary>
    /// <returns>The answer.</returns>
    public byte[] Begin(int client, ServerChannel channel)
    {
        long phase = Interval * (++lastId % UaSubscriptions.Clients) / UaSubscriptions.Clients;
        subscriptions[client] = new Subscription(lastId, channel) { DueAt = Stopwatch.GetTimestamp() + Interval + phase };
        return UaSubscriptions.Created(lastId);
    }

    /// <summary>A client waits for what a subscription has to tell.</summary>
    public void Wait(int client, uint request, ReadOnlySpan<byte> message)
    {
        Subscription subscription = subscriptions[client];
        subscription.Waiting.Enqueue(new Waiting(
            request,
            BinaryPrimitives.ReadUInt32LittleEndian(message[UaBodies.RequestHandleAt..]),
            BinaryPrimitives.ReadInt32LittleEndian(message[UaSubscriptions.AcknowledgementsAt..])));
        TellLast(subscription);
    }

    /// <summary>A client wants to hear nothing more.</summary>
    /// <returns>The answer.</returns>
    public byte[] Silence(int client)
    {
        subscriptions[client].DueAt = long.MaxValue;
        subscriptions[client].OwesLast = true;
        return UaSubscriptions.Silenced();
    }

    /// <summary>Tells a silenced client by which number it would go on (OPC UA Part 4, 5.14.1.1): so it sees whether it has got everything.</summary>
    public void TellLast(int client) => TellLast(subscriptions[client]);

    /// <summary>A client has gone.</summary>
    public void End(int client) => subscriptions.Remove(client);

    /// <summary>A client whose subscription is due; -1: none.</summary>
    public int Due()
    {
        long now = Stopwatch.GetTimestamp();
        foreach ((int client, Subscription subscription) in subscriptions)
        {
            if (subscription.DueAt <= now)
            {
                return client;
            }
        }

        return -1;
    }

    /// <summary>Tells a client of its changes; while it has no request waiting it has to wait a little.</summary>
    public void Tell(int client)
    {
        Subscription subscription = subscriptions[client];
        if (subscription.Waiting.Count == 0)
        {
            subscription.DueAt += Interval / 100;
            return;
        }

        subscription.DueAt += Interval;
        Send(subscription, UaSubscriptions.ItemsPerClient, ++subscription.Sequence);
    }

    private static void TellLast(Subscription subscription)
    {
        if (subscription.OwesLast && subscription.Waiting.Count > 0)
        {
            subscription.OwesLast = false;
            Send(subscription, items: 0, subscription.Sequence + 1);
        }
    }

    private static void Send(Subscription subscription, int items, uint sequence)
    {
        Waiting asked = subscription.Waiting.Dequeue();
        byte[] body = UaSubscriptions.Published(subscription.Id, items, asked.Acknowledgements);
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(UaBodies.ResponseHandleAt), asked.Handle);
        UaSubscriptions.Renew(body, items, sequence, Stopwatch.GetTimestamp());
        subscription.Channel.TrySend(asked.Request, body, UaEnd.Now);
    }

    private sealed record Waiting(uint Request, uint Handle, int Acknowledgements);

    private sealed record Subscription(uint Id, ServerChannel Channel)
    {
        public Queue<Waiting> Waiting { get; } = new();

        public long DueAt { get; set; }

        public uint Sequence { get; set; }

        public bool OwesLast { get; set; }
    }
}
