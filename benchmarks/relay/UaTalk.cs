using System.Buffers.Binary;
using OtEdge.OpcUa.Types;

namespace OtEdge.RelayBenchmark;

/// <summary>Clients of OPC UA that read, and write one node with every eighth request where they are told to. Requests are written once.</summary>
internal sealed class UaTalk : ITalk
{
    private readonly UaLoad load;
    private readonly UaEntry entry;
    private readonly byte[][] reads, writes;
    private readonly int readBytes, writeBytes;
    private readonly UaClient[] clients;
    private uint number;
    private ReplyKind got;

    /// <summary>Makes the clients.</summary>
    /// <param name="load">What they ask for.</param>
    /// <param name="entry">How they get in.</param>
    /// <param name="connections">How many there are.</param>
    public UaTalk(UaLoad load, UaEntry entry, int connections)
    {
        this.load = load;
        this.entry = entry;
        int blocks = Math.Min(Gateways.Blocks, UaBodies.NodesMax / load.Nodes);
        reads = [.. Enumerable.Range(0, blocks).Select(block => UaBodies.Read(UaBodies.NodesOf(block, load.Nodes)))];
        writes = [.. Enumerable.Range(0, blocks).Select(block => UaBodies.Write(UaBodies.NodesOf(block, load.Nodes)[0]))];
        readBytes = UaBodies.ReadResponse(load.Nodes).Length;
        writeBytes = UaBodies.WriteResponse().Length;
        clients = new UaClient[connections];
    }

    public void Prepare(Func<byte[], byte[]> exchange) => entry.Prepare(load.Security, exchange);

    public void Begin(int connection, Func<byte[], byte[]> exchange)
    {
        clients[connection] = entry.Make(load.Security, (_, message) => got = IsGood(message) ? ReplyKind.Good : ReplyKind.Bad);
        clients[connection].Open(exchange);
        clients[connection].Begin(exchange);
    }

    public ReadOnlySpan<byte> Request(int connection)
    {
        number++;
        UaClient client = clients[connection];
        client.Sent();
        bool isWrite = load.Writes && number % 8 == 0;
        byte[] body = isWrite ? writes[number % writes.Length] : reads[number % reads.Length];
        if (load.Varies && !isWrite)
        {
            // The device does not look at it, and a gateway cannot know that.
            BinaryPrimitives.WriteDoubleLittleEndian(body.AsSpan(UaBodies.MaxAgeAt), number);
        }

        client.Send(body);
        return client.Output;
    }

    public ReplyKind Take(int connection, ReadOnlySpan<byte> received)
    {
        got = ReplyKind.Unfinished;
        clients[connection].Take(received);
        return got;
    }

    // As the device has sent it: a refused item has another length or status.
    private bool IsGood(ReadOnlySpan<byte> message) =>
        (message.Length == readBytes || (message.Length == writeBytes && BinaryPrimitives.ReadUInt32LittleEndian(message[^8..]) == StatusCodes.Good))
        && BinaryPrimitives.ReadUInt32LittleEndian(message[UaBodies.ResultAt..]) == StatusCodes.Good;
}
