using OtEdge.Modbus;
using OtEdge.Testing.Hex;
using Xunit;

namespace OtEdge.Tests.Modbus;

public sealed class WireFaultTests
{
    [Fact]
    public void Every_fault_says_what_was_expected_in_words_of_its_own()
    {
        var messages = Enum.GetValues<WireFaultKind>().Select(kind => new WireFault(kind).Message).ToList();

        Assert.Equal(messages.Count, messages.Distinct().Count());
        Assert.DoesNotContain(new WireFault((WireFaultKind)999).Message, messages);
    }

    [Fact]
    public void Every_fault_has_a_golden_frame()
    {
        // A length that differs from the bytes at hand cannot come out of framing.
        var kinds = Enum.GetValues<WireFaultKind>().Except([WireFaultKind.None, WireFaultKind.LengthMismatch]);
        string all = string.Join('\n', GoldenFrames.All.Select(frame => frame.Expected));

        Assert.All(kinds, kind => Assert.Contains($"fault {kind}", all));
    }

    [Fact]
    public void Expected_and_got_are_said()
    {
        Assert.Equal("the byte count must fit the quantity: expected 2, got 4", new WireFault(WireFaultKind.ByteCount, 2, 4).ToString());
        Assert.Equal("the quantity of bits to read must be 1 to 2000: got 0", new WireFault(WireFaultKind.BitsRead).ToString());
    }
}
