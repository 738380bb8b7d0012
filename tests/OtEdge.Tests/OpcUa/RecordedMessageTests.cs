using OtEdge.OpcUa;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.Testing.Mutation;
using Xunit;

namespace OtEdge.Tests.OpcUa;

public sealed class RecordedMessageTests
{
    private static readonly TimeSpan HangsAfter = TimeSpan.FromMinutes(2);

    private static IEnumerable<(string Name, bool IsRequest, byte[] Body)> Requests => RecordedMessages.All.Where(message => message.IsRequest);

    [Fact]
    public void Every_recorded_message_is_read_to_its_last_byte()
    {
        Assert.True(RecordedMessages.All.Count > 30);
        foreach ((string name, bool isRequest, byte[] body) in RecordedMessages.All)
        {
            WireFault fault = isRequest ? Walk(body, out ServiceType service) : WalkResults(body, out service);
            Assert.True(fault.IsNone, $"{name}: {fault}");
            Assert.Equal(name.Replace("-", "", StringComparison.Ordinal), $"{service}".ToLowerInvariant());
        }
    }

    [Fact]
    public void A_request_cut_anywhere_or_with_a_byte_behind_it_is_a_fault()
    {
        foreach ((string name, _, byte[] body) in Requests)
        {
            for (int cut = 0; cut < body.Length; cut++)
            {
                Assert.False(Walk(body.AsSpan(0, cut), out _).IsNone, $"{name}, cut at {cut}");
            }

            Assert.Equal(WireFaultKind.TrailingBytes, Walk([.. body, 0], out _).Kind);
        }
    }

    [Fact]
    public void A_message_split_into_chunks_anywhere_is_the_same_message()
    {
        foreach ((string name, _, byte[] body) in RecordedMessages.All)
        {
            for (int split = 0; split <= body.Length; split++)
            {
                var assembler = new MessageAssembler(AssemblyLimits.InSession);
                Assert.Equal(FrameStatus.NeedMore, assembler.Add(new ChunkHeader(MessageType.Message, ChunkKind.Intermediate, 0), 7, body.AsSpan(0, split), out _, out _));
                FrameStatus status = assembler.Add(new ChunkHeader(MessageType.Message, ChunkKind.Final, 0), 7, body.AsSpan(split), out ReadOnlySpan<byte> message, out _);
                Assert.True(status == FrameStatus.Done && message.SequenceEqual(body), $"{name}, split at {split}");
                Assert.Equal(0, assembler.KeptBytes);
            }
        }
    }

    [Fact]
    public async Task Mutated_messages_break_no_reader()
    {
        var mutator = new Mutator(SeededRun.Seed, [.. RecordedMessages.All.Select(message => message.Body)]);
        await Task.Run(
            () =>
            {
                for (int i = 0; i < SeededRun.Mutations; i++)
                {
                    byte[] bytes = mutator.Next();
                    try
                    {
                        EveryReader.Body(bytes);
                    }
                    catch (Exception fault)
                    {
                        Assert.Fail($"{SeededRun.Again(Convert.ToHexString(bytes))}\n{fault}");
                    }
                }
            },
            TestContext.Current.CancellationToken).WaitAsync(HangsAfter, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Walking_a_request_allocates_nothing()
    {
        byte[][] bodies = [.. Requests.Select(message => message.Body)];
        Array.ForEach(bodies, body => Walk(body, out _));
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (byte[] body in bodies)
        {
            Walk(body, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static WireFault Walk(ReadOnlySpan<byte> body, out ServiceType service)
    {
        WireFault fault = ServiceRequest.TryRead(body, out ServiceRequest request);
        service = request.Service;
        if (!fault.IsNone)
        {
            return fault;
        }

        var items = new RequestItems(request);
        while (items.MoveNext())
        {
        }

        return items.Fault;
    }

    private static WireFault WalkResults(byte[] body, out ServiceType service)
    {
        WireFault fault = ServiceResponse.TryRead(body, out ServiceResponse response);
        service = (ServiceType)(response.TypeId - 3);
        if (!fault.IsNone || ServiceTypes.ResultOf(service) == ResultShape.None)
        {
            return fault;
        }

        var results = new ResponseResults(response, service);
        while (results.MoveNext())
        {
        }

        return results.Fault;
    }
}
