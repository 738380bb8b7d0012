using OtEdge.Conduits.Replaying;

namespace OtEdge.Tests.Replaying;

/// <summary>Keeps what reassembly says, as text.</summary>
internal sealed class RecordingStreamSink : ICapturedStreamSink
{
    public List<string> Lines { get; } = [];

    public List<byte> ClientBytes { get; } = [];

    public long MissingBytes { get; private set; }

    public void OnBytes(CapturedConnection connection, StreamSide side, DateTimeOffset time, ReadOnlySpan<byte> bytes)
    {
        Lines.Add($"{connection.Number} {side} {Convert.ToHexString(bytes)}");
        if (side == StreamSide.Client)
        {
            ClientBytes.AddRange(bytes);
        }
    }

    public void OnGap(CapturedConnection connection, StreamSide side, long missingBytes)
    {
        Lines.Add($"{connection.Number} {side} gap {missingBytes}");
        MissingBytes += missingBytes;
    }

    public void OnEnd(CapturedConnection connection) => Lines.Add($"{connection.Number} end");
}
