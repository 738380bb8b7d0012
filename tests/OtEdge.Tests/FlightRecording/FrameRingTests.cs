using OtEdge.Conduits.FlightRecording;
using Xunit;

namespace OtEdge.Tests.FlightRecording;

/// <summary>The ring gives back exactly what was put in, or nothing.</summary>
public sealed class FrameRingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20261122)]
    public void A_frame_is_given_back_whole_until_it_is_overwritten(int seed)
    {
        var random = new Random(seed);
        var ring = new FrameRing(8192);
        var kept = new List<(long Position, byte[] Bytes, long UtcTicks)>();
        for (int i = 0; i < 3000; i++)
        {
            byte[] frame = new byte[random.Next(1101)];
            random.NextBytes(frame);
            kept.Add((ring.Add(new FrameHeader { Bytes = (ushort)frame.Length, UtcTicks = i }, frame), frame, i));

            bool isOverwritten = false;
            for (int back = kept.Count - 1; back >= Math.Max(0, kept.Count - 200); back--)
            {
                bool isThere = ring.TryRead(kept[back].Position, out FrameHeader header, out ReadOnlySpan<byte> bytes);
                Assert.False(isThere && isOverwritten, $"seed {seed}: an older frame outlived a newer one");
                isOverwritten = !isThere;
                Assert.True(!isThere || (bytes.SequenceEqual(kept[back].Bytes) && header.UtcTicks == kept[back].UtcTicks), $"seed {seed}");
                Assert.True(isThere || kept[back..].Sum(one => one.Bytes.Length + 48) > 8192 - 2300, $"seed {seed}: lost too early");
            }
        }
    }
}
