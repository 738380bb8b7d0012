using OtEdge.Conduits.FlightRecording;

namespace OtEdge.Tests.FlightRecording;

/// <summary>Keeps every capture as the file that it makes.</summary>
internal sealed class FrameLog : IFrameSink
{
    public List<byte[]> Files { get; } = [];

    public void Take(FrameCapture capture)
    {
        var stream = new MemoryStream();
        capture.Write(stream, "finding f-12345678: made up");
        Files.Add(stream.ToArray());
    }
}
