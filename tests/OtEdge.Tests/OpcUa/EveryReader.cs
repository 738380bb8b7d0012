using OtEdge.OpcUa;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using Xunit;

namespace OtEdge.Tests.OpcUa;

/// <summary>Feeds bytes to every reader of the codec, as a stream of chunks and as a body.</summary>
internal static class EveryReader
{
    public static void Feed(byte[] bytes)
    {
        Stream(bytes);
        Body(bytes);
        if (bytes.Length > ChunkFraming.SymmetricBytesMin)
        {
            Body(bytes.AsSpan(ChunkFraming.SymmetricBytesMin));
        }
    }

    public static void Body(ReadOnlySpan<byte> body)
    {
        if (ServiceRequest.TryRead(body, out ServiceRequest request).IsNone)
        {
            Walk(request);
        }

        if (ServiceResponse.TryRead(body, out ServiceResponse response).IsNone)
        {
            foreach (ServiceType service in Enum.GetValues<ServiceType>())
            {
                var results = new ResponseResults(response, service);
                while (results.MoveNext())
                {
                    if (ServiceTypes.ResultOf(service) == ResultShape.BrowseResult)
                    {
                        var answer = new BrowseAnswer(results.Current);
                        while (answer.MoveNext())
                        {
                        }
                    }
                }
            }

            Answers.TryReadToken(response, out _);
            Answers.TryReadChannel(response, out _, out _);
            Answers.SubscriptionOf(response);
        }

        var value = new UaReader(body);
        value.DataValue();
        value = new UaReader(body);
        value.Variant();
        value = new UaReader(body);
        value.DiagnosticInfo();
        Answers.Namespaces(body);
    }

    private static void Walk(in ServiceRequest request)
    {
        var items = new RequestItems(request);
        var plan = new SlotPlan(request.Service, request.Header.Handle, items.Count);
        int position = items.ArrayStart;
        while (items.MoveNext())
        {
            RequestItem item = items.Current;
            Assert.InRange(item.Start, position, item.End);
            position = item.End;
            int named = 0;
            for (var nodes = new FilterNodes(item.Filter); nodes.MoveNext();)
            {
                named++;
            }

            Assert.Equal(item.FilterNodeCount, named);

            if (items.Index % 2 == 0)
            {
                plan.Refuse(items.Index, 0x801F0000, request.Body[item.Start..item.End]);
            }
        }

        if (!items.Fault.IsNone)
        {
            return;
        }

        if (plan.Refused < plan.Items && ServiceTypes.CanCutItems(request.Service))
        {
            CutAgain(request, plan);
        }

        CreateSessionRequest.TryRead(request, out _);
        ActivateSessionRequest.TryRead(request, out _);
        OpenChannelRequest.TryRead(request, out _);
    }

    private static void CutAgain(in ServiceRequest request, SlotPlan plan)
    {
        var writer = new UaWriter();
        Assert.True(RequestCut.Write(writer, request, plan).IsNone);
        Assert.True(ServiceRequest.TryRead(writer.Written, out ServiceRequest cut).IsNone);
        var items = new RequestItems(cut);
        Assert.Equal(plan.Items - plan.Refused, items.Count);
        while (items.MoveNext())
        {
        }

        Assert.True(items.Fault.IsNone, $"{items.Fault}");
    }

    private static void Stream(ReadOnlySpan<byte> bytes)
    {
        var assembler = new MessageAssembler(AssemblyLimits.InSession);
        while (ChunkFraming.TryRead(bytes, 1 << 20, out ChunkHeader header, out _) == FrameStatus.Done)
        {
            ReadOnlySpan<byte> chunk = bytes[..header.Bytes];
            bytes = bytes[header.Bytes..];
            int start = SymmetricHeader.EndBytes;
            switch (header.Type)
            {
                case MessageType.Hello:
                    TransportMessages.ReadHello(chunk, out _, out _);
                    continue;
                case MessageType.Acknowledge:
                    TransportMessages.ReadAcknowledge(chunk, out _);
                    continue;
                case MessageType.Error:
                    TransportMessages.ReadError(chunk, out _, out _);
                    continue;
                case MessageType.ReverseHello:
                    TransportMessages.ReadReverseHello(chunk, out _, out _);
                    continue;
                case MessageType.OpenChannel when AsymmetricHeader.TryRead(chunk, out AsymmetricHeader asymmetric).IsNone:
                    start = asymmetric.EndBytes;
                    break;
                case MessageType.OpenChannel:
                    continue;
            }

            uint request = SequenceHeader.Of(chunk[start..]).RequestId;
            if (assembler.Add(header, request, chunk[(start + SequenceHeader.HeaderBytes)..], out ReadOnlySpan<byte> message, out _) == FrameStatus.Done)
            {
                Body(message);
            }
        }

        assembler.Clear();
    }
}
