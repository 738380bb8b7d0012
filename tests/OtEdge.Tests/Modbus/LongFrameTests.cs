using OtEdge.Modbus;
using Xunit;

namespace OtEdge.Tests.Modbus;

public sealed class LongFrameTests
{
    [Theory]
    [InlineData(260, 90, 261, FrameStatus.Fault)]
    [InlineData(300, 90, 300, FrameStatus.Done)]
    [InlineData(300, 0xDA, 300, FrameStatus.Done)]
    [InlineData(300, 90, 301, FrameStatus.Fault)]
    [InlineData(300, 16, 261, FrameStatus.Fault)]
    [InlineData(1100, 90, 1100, FrameStatus.Done)]
    [InlineData(1100, 3, 260, FrameStatus.Done)]
    public void Only_function_90_may_be_longer_than_260_and_up_to_the_limit(
        int aduBytesMax, byte function, int bytes, FrameStatus expected) =>
        Assert.Equal(expected, ModbusFraming.TryRead(Adu(function, bytes), aduBytesMax, out _, out _));

    [Fact]
    public void A_long_frame_of_another_function_is_a_fault_as_soon_as_the_function_is_there()
    {
        byte[] adu = Adu(16, 300);

        Assert.Equal(FrameStatus.NeedMore, ModbusFraming.TryRead(adu.AsSpan(0, 7), 1100, out _, out _));
        Assert.Equal(FrameStatus.Fault, ModbusFraming.TryRead(adu.AsSpan(0, 8), 1100, out _, out var fault));
        Assert.Equal(WireFaultKind.LengthTooLong, fault.Kind);
    }

    [Theory]
    [InlineData(259)]
    [InlineData(1101)]
    public void A_limit_outside_260_to_1100_is_a_bug_of_the_caller(int aduBytesMax) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ModbusFraming.TryRead([], aduBytesMax, out _, out _));

    private static byte[] Adu(byte function, int bytes)
    {
        byte[] adu = new byte[bytes];
        int length = bytes - Mbap.BytesBeforeLengthCounts;
        (adu[4], adu[5], adu[7]) = ((byte)(length >> 8), (byte)(length & 0xFF), function);
        return adu;
    }
}
