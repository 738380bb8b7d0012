using System.Text;
using OtEdge.Conduits.Relaying;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Conduits.OpcUa.Reverse;

/// <summary>The greeting of a device that has called in: it says the URL that the device has asked for (OPC UA Part 6 cl. 7.1.3).</summary>
internal static class CalledHello
{
    /// <summary>What the client has sent to a device that was reached by a link, HEL first, with the URL that the device wants there.</summary>
    /// <param name="link">The device's connection.</param>
    /// <param name="bytes">What the client has sent.</param>
    /// <returns>The same bytes when the device was dialled, or they do not begin with HEL.</returns>
    public static ReadOnlySpan<byte> For(Link link, ReadOnlySpan<byte> bytes)
    {
        if (link.CalledUrl is not { } url
            || ChunkFraming.TryRead(bytes, int.MaxValue, out ChunkHeader header, out _) != FrameStatus.Done
            || header.Type != MessageType.Hello
            || !TransportMessages.ReadHello(bytes[..header.Bytes], out TransportTerms terms, out _).IsNone)
        {
            return bytes;
        }

        var hello = new UaWriter();
        TransportMessages.WriteHello(hello, terms, Encoding.UTF8.GetBytes(url));
        hello.Raw(bytes[header.Bytes..]);
        return hello.Written;
    }
}
