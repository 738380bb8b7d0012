using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.Plant.OpcUa;

/// <summary>One subscription of a client of the plant. Not thread-safe.</summary>
/// <param name="client">The client; its connection is the subscription's.</param>
public sealed class UaWatch(UaClient client)
{
    private const double IntervalMilliseconds = 250;
    private const uint KeepAlive = 2;
    private const uint Reporting = 2;
    private uint subscription;

    /// <summary>True while there is a subscription.</summary>
    public bool IsOpen => subscription != 0 && client.IsOpen;

    /// <summary>Subscribes to values.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>A status for each node; a single one when the whole request was refused.</returns>
    /// <exception cref="IOException">The server cannot be reached, or closed the connection.</exception>
    public async Task<IReadOnlyList<uint>> OpenAsync(IReadOnlyList<NodeId> nodes, CancellationToken stop)
    {
        byte[] made = await client.AnswerAsync(ServiceType.CreateSubscription, WriteSubscription, stop).ConfigureAwait(false);
        subscription = Read(made, out uint status) ? Answers.SubscriptionOf(Response(made)) : 0;
        if (subscription == 0)
        {
            return [status];
        }

        byte[] watched = await client.AnswerAsync(ServiceType.CreateMonitoredItems, body => WriteItems(body, nodes), stop).ConfigureAwait(false);
        return Read(watched, out status) ? Statuses(watched) : [status];
    }

    /// <summary>Waits for the next changes, or for a sign of life.</summary>
    /// <param name="stop">Gives up.</param>
    /// <returns>How many values came; -1 when it was refused.</returns>
    /// <exception cref="IOException">The server cannot be reached, or closed the connection.</exception>
    public async Task<int> NextAsync(CancellationToken stop)
    {
        byte[] published = await client.AnswerAsync(ServiceType.Publish, body => body.Int32(0), stop).ConfigureAwait(false);
        if (!Read(published, out _))
        {
            subscription = 0;
            return -1;
        }

        var changes = new DataChanges(Response(published));
        int count = 0;
        while (changes.MoveNext())
        {
            count++;
        }

        return count;
    }

    private static ServiceResponse Response(byte[] answer) =>
        ServiceResponse.TryRead(answer, out ServiceResponse response).IsNone ? response : throw new IOException("the server's answer cannot be read");

    private static bool Read(byte[] answer, out uint status)
    {
        ServiceResponse response = Response(answer);
        status = response.Header.ServiceResult;
        return !response.IsFault && !StatusCodes.IsBad(status);
    }

    private static List<uint> Statuses(byte[] answer)
    {
        var statuses = new List<uint>();
        var results = new ResponseResults(Response(answer), ServiceType.CreateMonitoredItems);
        while (results.MoveNext())
        {
            statuses.Add(results.Status);
        }

        return statuses;
    }

    private static void WriteSubscription(UaWriter body)
    {
        body.Double(IntervalMilliseconds);
        body.UInt32(100);
        body.UInt32(KeepAlive);
        body.UInt32(0);
        body.Boolean(true);
        body.Byte(0);
    }

    private void WriteItems(UaWriter body, IReadOnlyList<NodeId> nodes)
    {
        body.UInt32(subscription);
        body.UInt32(Reporting);
        body.Int32(nodes.Count);
        for (int i = 0; i < nodes.Count; i++)
        {
            body.NodeId(nodes[i].AsRef());
            body.UInt32(UaAttributes.Value);
            body.Null();
            body.UInt16(0);
            body.Null();
            body.UInt32(Reporting);
            body.UInt32((uint)i + 1);
            body.Double(IntervalMilliseconds);
            body.NullExtensionObject();
            body.UInt32(1);
            body.Boolean(true);
        }
    }
}
