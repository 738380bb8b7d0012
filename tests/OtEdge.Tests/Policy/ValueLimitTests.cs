using OtEdge.Core.Policy;
using Xunit;

namespace OtEdge.Tests.Policy;

public sealed class ValueLimitTests
{
    // The bytes on the wire of one number of each type in each order, worked out by hand: A is the most significant byte.
    [Theory]
    [InlineData(ProcessValueType.UInt16, WordOrder.ABCD, "C37B", "50043")]
    [InlineData(ProcessValueType.UInt16, WordOrder.CDAB, "C37B", "50043")]
    [InlineData(ProcessValueType.UInt16, WordOrder.BADC, "7BC3", "50043")]
    [InlineData(ProcessValueType.UInt16, WordOrder.DCBA, "7BC3", "50043")]
    [InlineData(ProcessValueType.Int16, WordOrder.ABCD, "C37B", "-15493")]
    [InlineData(ProcessValueType.Int16, WordOrder.CDAB, "C37B", "-15493")]
    [InlineData(ProcessValueType.Int16, WordOrder.BADC, "7BC3", "-15493")]
    [InlineData(ProcessValueType.Int16, WordOrder.DCBA, "7BC3", "-15493")]
    [InlineData(ProcessValueType.UInt32, WordOrder.ABCD, "DEADBEEF", "3735928559")]
    [InlineData(ProcessValueType.UInt32, WordOrder.CDAB, "BEEFDEAD", "3735928559")]
    [InlineData(ProcessValueType.UInt32, WordOrder.BADC, "ADDEEFBE", "3735928559")]
    [InlineData(ProcessValueType.UInt32, WordOrder.DCBA, "EFBEADDE", "3735928559")]
    [InlineData(ProcessValueType.Int32, WordOrder.ABCD, "DEADBEEF", "-559038737")]
    [InlineData(ProcessValueType.Int32, WordOrder.CDAB, "BEEFDEAD", "-559038737")]
    [InlineData(ProcessValueType.Int32, WordOrder.BADC, "ADDEEFBE", "-559038737")]
    [InlineData(ProcessValueType.Int32, WordOrder.DCBA, "EFBEADDE", "-559038737")]
    [InlineData(ProcessValueType.UInt64, WordOrder.ABCD, "FEDCBA9876543210", "18364758544493064720")]
    [InlineData(ProcessValueType.UInt64, WordOrder.CDAB, "32107654BA98FEDC", "18364758544493064720")]
    [InlineData(ProcessValueType.UInt64, WordOrder.BADC, "DCFE98BA54761032", "18364758544493064720")]
    [InlineData(ProcessValueType.UInt64, WordOrder.DCBA, "1032547698BADCFE", "18364758544493064720")]
    [InlineData(ProcessValueType.Int64, WordOrder.ABCD, "FEDCBA9876543210", "-81985529216486896")]
    [InlineData(ProcessValueType.Int64, WordOrder.CDAB, "32107654BA98FEDC", "-81985529216486896")]
    [InlineData(ProcessValueType.Int64, WordOrder.BADC, "DCFE98BA54761032", "-81985529216486896")]
    [InlineData(ProcessValueType.Int64, WordOrder.DCBA, "1032547698BADCFE", "-81985529216486896")]
    [InlineData(ProcessValueType.Float32, WordOrder.ABCD, "4048F5C3", "3.14")]
    [InlineData(ProcessValueType.Float32, WordOrder.CDAB, "F5C34048", "3.14")]
    [InlineData(ProcessValueType.Float32, WordOrder.BADC, "4840C3F5", "3.14")]
    [InlineData(ProcessValueType.Float32, WordOrder.DCBA, "C3F54840", "3.14")]
    [InlineData(ProcessValueType.Float64, WordOrder.ABCD, "40091EB851EB851F", "3.14")]
    [InlineData(ProcessValueType.Float64, WordOrder.CDAB, "851F51EB1EB84009", "3.14")]
    [InlineData(ProcessValueType.Float64, WordOrder.BADC, "0940B81EEB511F85", "3.14")]
    [InlineData(ProcessValueType.Float64, WordOrder.DCBA, "1F85EB51B81E0940", "3.14")]
    public void Every_type_is_read_in_every_order(ProcessValueType type, WordOrder order, string wire, string expected)
    {
        byte[] data = Convert.FromHexString(wire);
        var layout = new ValueLayout(type, order);
        Assert.Equal(expected, ValueText.Of(data, layout));
        double value = double.Parse(expected, System.Globalization.CultureInfo.InvariantCulture);
        double near = type == ProcessValueType.Float32 ? 1e-6 : type == ProcessValueType.Float64 ? 1e-14 : 0;
        bool isLong = type is ProcessValueType.UInt64 or ProcessValueType.Int64;
        Assert.Equal(DecisionReason.Allowed, Judge(data, layout, value - near - (isLong ? 2048 : 0), value + near + (isLong ? 2048 : 0)));
        Assert.Equal(DecisionReason.Value, Judge(data, layout, value + (isLong ? 4096 : near > 0 ? 0.01 : 1), null));
        Assert.Equal(DecisionReason.Value, Judge(data, layout, null, value - (isLong ? 4096 : near > 0 ? 0.01 : 1)));
    }

    [Theory]
    [InlineData(0.1, 0, 0, 85, 0, 850)]
    [InlineData(0.1, 0, 0.15, 84.99, 2, 849)]
    [InlineData(-0.1, 0, -10, -0.05, 1, 100)]
    [InlineData(0.1, -40, -40, 125, 0, 1650)]
    [InlineData(3, 0, 10, 20, 4, 6)]
    [InlineData(-3, 1, -20, -10, 4, 7)]
    [InlineData(1e-7, 0, 0.0006, 0.0007, 6000, 7000)]
    [InlineData(1, 0.5, 10, 12, 10, 11)]
    public void Exactly_the_raw_values_inside_the_engineering_limits_pass(
        double scale, double offset, double min, double max, int first, int last)
    {
        var layout = new ValueLayout(ProcessValueType.UInt16, WordOrder.ABCD, scale, offset);
        for (int raw = Math.Max(0, first - 3); raw <= last + 3; raw++)
        {
            DecisionReason expected = raw >= first && raw <= last ? DecisionReason.Allowed : DecisionReason.Value;
            Assert.True(expected == Judge(Given.Bytes((ushort)raw), layout, min, max), $"raw {raw}");
        }
    }

    [Fact]
    public void Nothing_passes_when_no_raw_value_lies_between_the_limits()
    {
        var layout = new ValueLayout(ProcessValueType.UInt16, Scale: 10);
        for (int raw = 0; raw <= ushort.MaxValue; raw++)
        {
            Assert.Equal(DecisionReason.Value, Judge(Given.Bytes((ushort)raw), layout, 101, 109));
        }
    }

    [Fact]
    public void Long_integers_are_compared_without_rounding()
    {
        var layout = new ValueLayout(ProcessValueType.UInt64);
        const double twoTo53 = 9007199254740992;
        Assert.Equal(DecisionReason.Allowed, Judge(Convert.FromHexString("0020000000000000"), layout, null, twoTo53));
        Assert.Equal(DecisionReason.Value, Judge(Convert.FromHexString("0020000000000001"), layout, null, twoTo53));
        const double twoTo63 = 9223372036854775808;
        Assert.Equal(DecisionReason.Allowed, Judge(Convert.FromHexString("8000000000000000"), layout, null, twoTo63));
        Assert.Equal(DecisionReason.Value, Judge(Convert.FromHexString("8000000000000001"), layout, null, twoTo63));
        Assert.Equal(DecisionReason.Allowed, Judge(Convert.FromHexString("FFFFFFFFFFFFFFFF"), layout, 0, 1e300));
    }

    [Theory]
    [InlineData(0xFFFF, 0x0000, DecisionReason.Value)]
    [InlineData(0x000F, 0x0000, DecisionReason.Allowed)]
    [InlineData(0x000F, 0x0040, DecisionReason.Allowed)]
    [InlineData(0x001F, 0x0040, DecisionReason.Allowed)]
    [InlineData(0x003F, 0x0040, DecisionReason.Value)]
    [InlineData(0x0000, 0x0055, DecisionReason.Allowed)]
    [InlineData(0x0000, 0x0056, DecisionReason.Value)]
    public void Mask_write_passes_when_no_result_leaves_the_limits(int and, int or, DecisionReason expected)
    {
        PolicyDocument policy = Given.Policy(new Rule
        {
            Id = "r",
            Classes = OperationClasses.Write,
            Values = [Given.Value(7, ProcessValueType.UInt16, 0, 0x5F)],
        });
        PolicyDocument narrow = Given.Policy(policy.Rules[0] with { Values = [Given.Value(7, ProcessValueType.UInt16, 0, 0x55)] });
        Assert.Equal(expected, (and == 0 ? narrow : policy).Decide(Given.Mask(7, (ushort)and, (ushort)or)).Reason);
    }

    [Fact]
    public void Mask_write_of_a_signed_value_passes_only_when_it_gives_every_bit()
    {
        PolicyDocument policy = Given.Policy(new Rule
        {
            Id = "r",
            Classes = OperationClasses.Write,
            Values = [Given.Value(7, ProcessValueType.Int16, -5, 5)],
        });
        Assert.Equal(DecisionReason.Value, policy.Decide(Given.Mask(7, 1, 0)).Reason);
        Assert.True(policy.Decide(Given.Mask(7, 0, 0xFFFF)).IsAllowed);
        Assert.Equal(DecisionReason.Value, policy.Decide(Given.Mask(7, 0, 0x7FFF)).Reason);
    }

    [Fact]
    public void Write_without_its_data_is_refused_where_values_are_limited()
    {
        PolicyDocument policy = Given.Policy(new Rule
        {
            Id = "r",
            Classes = OperationClasses.Write,
            Values = [Given.Value(7, ProcessValueType.UInt16, 0, 5)],
        });
        Operation whole = Given.Write(7, 1, 1);
        var cut = new Operation
        {
            Class = whole.Class,
            Function = whole.Function,
            Unit = 1,
            Space = whole.Space,
            Address = 7,
            Count = 2,
            Data = whole.Data[..3],
        };
        Assert.True(policy.Decide(whole).IsAllowed);
        Assert.Equal(DecisionReason.Value, policy.Decide(cut).Reason);
    }

    [Theory]
    [InlineData("a bit must be a coil", RegisterSpace.HoldingRegister, ProcessValueType.Bit, 1, 0, 1)]
    [InlineData("a bit must be a coil", RegisterSpace.Coil, ProcessValueType.UInt16, 1, 0, 1)]
    [InlineData("the scale not 0", RegisterSpace.HoldingRegister, ProcessValueType.UInt16, 0, 0, 1)]
    [InlineData("min not above max", RegisterSpace.HoldingRegister, ProcessValueType.UInt16, 1, 2, 1)]
    [InlineData("finite numbers", RegisterSpace.HoldingRegister, ProcessValueType.UInt16, 1, double.NaN, 1)]
    public void Limits_that_make_no_sense_are_refused_by_name(
        string expected, RegisterSpace space, ProcessValueType type, double scale, double min, double max)
    {
        PolicyDocument policy = Given.Policy(new Rule
        {
            Id = "odd",
            Values = [new ValueLimit(space, 9, new ValueLayout(type, Scale: scale), min, max)],
        });
        ArgumentException e = Assert.Throws<ArgumentException>(() => RuleSet.Compile(policy));
        Assert.StartsWith("rule odd: value at 9: ", e.Message);
        Assert.Contains(expected, e.Message);
    }

    private static DecisionReason Judge(byte[] data, ValueLayout layout, double? min, double? max) => Given.Policy(new Rule
    {
        Id = "r",
        Classes = OperationClasses.Write,
        Values = [new ValueLimit(RegisterSpace.HoldingRegister, 40, layout, min, max)],
    }).Decide(Given.WriteBytes(40, data)).Reason;
}
