using System.Text;
using OtEdge.Modbus;
using Xunit;

namespace OtEdge.Tests.Modbus;

/// <summary>Says what the codec makes of bytes, in the words of the golden files.</summary>
internal static class FrameText
{
    public static string OfStream(ReadOnlySpan<byte> bytes)
    {
        var parts = new List<string>();
        while (true)
        {
            switch (ModbusFraming.TryRead(bytes, Mbap.AduBytesMax, out int aduBytes, out var fault))
            {
                case FrameStatus.Done:
                    parts.Add($"ADU {aduBytes}");
                    bytes = bytes[aduBytes..];
                    continue;
                case FrameStatus.NeedMore:
                    parts.Add($"needs {aduBytes}");
                    break;
                default:
                    parts.Add(OfFault(fault));
                    break;
            }

            return string.Join(", ", parts);
        }
    }

    public static string OfRequest(ReadOnlySpan<byte> adu)
    {
        if (!ModbusRequest.TryParse(adu, out var request, out var fault))
        {
            return OfFault(fault);
        }

        var text = new StringBuilder();
        string name = ModbusFunctions.NameOf(request.Function, request.Sub) ?? $"{request.Function}";
        text.Append($"unit {request.Unit} {name} ({request.Class})");
        text.Append(request.Sub >= 0 ? $" sub {request.Sub}" : "");
        text.Append(request.IsOpaque ? " opaque" : "");
        text.Append(request.Read.IsEmpty ? "" : $" reads {Of(request.Read)}");
        text.Append(request.Write.IsEmpty ? "" : $" writes {Of(request.Write)}");
        text.Append(request.WriteData.IsEmpty ? "" : $" data {Convert.ToHexString(request.WriteData)}");
        text.Append(request.IsMask ? $" and {request.AndMask:X4} or {request.OrMask:X4}" : "");
        foreach (var group in request.FileRecords)
        {
            text.Append($" file {group.File} records {group.Record}+{group.Count}");
            text.Append(group.Data.IsEmpty ? "" : $" data {Convert.ToHexString(group.Data)}");
        }

        text.Append(request.HasReply ? "" : " no reply");
        text.Append(request.IsBroadcastUnit ? " broadcast" : "");
        return text.ToString();
    }

    public static string OfReply(ReadOnlySpan<byte> adu, ReadOnlySpan<byte> requestAdu)
    {
        var reply = ModbusReply.Read(adu, PendingOf(requestAdu));
        return $"{reply.Check}"
            + (reply.IsException ? $" {reply.ExceptionCode}" : "")
            + (reply.ReadData.IsEmpty ? "" : $" data {Convert.ToHexString(reply.ReadData)}");
    }

    public static PendingRequest PendingOf(ReadOnlySpan<byte> requestAdu)
    {
        Assert.True(ModbusRequest.TryParse(requestAdu, out var request, out var fault), fault.ToString());
        return PendingRequest.Of(request);
    }

    private static string Of(ModbusRange range) => $"{range.Space} {range.Address}+{range.Count}";

    private static string OfFault(WireFault fault) => $"fault {fault.Kind}" + (fault.IsFraming ? " framing" : "");
}
