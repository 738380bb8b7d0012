using OtEdge.Testing.Hex;
using Xunit;

namespace OtEdge.Tests.Modbus;

public sealed class AnnotatedHexTests
{
    [Fact]
    public void Remarks_and_spacing_are_left_out_and_a_reply_knows_its_request()
    {
        var frames = AnnotatedHex.Parse("a.hex", "# remark\n[request] one\n01 02 ; text\n 0304\n= said\n[reply] two\n05\n= done");

        Assert.Equal([1, 2, 3, 4], frames[0].Bytes);
        Assert.Equal(("one", "said", "a.hex:2"), (frames[0].Title, frames[0].Expected, frames[0].Where));
        Assert.Same(frames[0], frames[1].Request);
    }

    [Theory]
    [InlineData("0102", "a.hex:1: expected `[request]`, `[reply]` or `[stream]` to begin a frame")]
    [InlineData("[request]\n012", "a.hex:2: expected whole bytes in hex, then `;` and a remark")]
    [InlineData("[request]\n01\n[request]", "a.hex:3: expected `= ...` to end the frame before")]
    [InlineData("[request]\n01", "a.hex:2: expected `= ...` to end the last frame")]
    [InlineData("[answer]", "a.hex:1: expected `request`, `reply` or `stream` between the brackets")]
    [InlineData("[reply]", "a.hex:1: expected a request before the reply")]
    public void A_wrong_line_is_named(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => AnnotatedHex.Parse("a.hex", text)).Message);
}
