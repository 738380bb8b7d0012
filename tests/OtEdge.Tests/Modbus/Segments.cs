using OtEdge.Modbus;

namespace OtEdge.Tests.Modbus;

/// <summary>Frames a stream that comes in segments, as a connection does.</summary>
internal static class Segments
{
    /// <summary>The ADUs of the segments until the first fault, or the end.</summary>
    public static List<byte[]> Frame(IEnumerable<byte[]> segments)
    {
        var adus = new List<byte[]>();
        byte[] rest = [];
        foreach (byte[] segment in segments)
        {
            rest = [.. rest, .. segment];
            FrameStatus status;
            while ((status = ModbusFraming.TryRead(rest, Mbap.AduBytesMax, out int bytes, out _)) == FrameStatus.Done)
            {
                adus.Add(rest[..bytes]);
                rest = rest[bytes..];
            }

            if (status == FrameStatus.Fault)
            {
                break;
            }
        }

        return adus;
    }
}
