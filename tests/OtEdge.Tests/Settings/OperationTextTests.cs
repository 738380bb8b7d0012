using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Settings;
using Xunit;

namespace OtEdge.Tests.Settings;

public sealed class OperationTextTests
{
    [Theory]
    [InlineData("read holding-register 0-9", "Read 3 HoldingRegister 0+10 unit 1 ")]
    [InlineData("read coils 5 unit 3", "Read 1 Coil 5+1 unit 3 ")]
    [InlineData("read input-register 0x10", "Read 4 InputRegister 16+1 unit 1 ")]
    [InlineData("write holding-register 120 float32 90", "Write 16 HoldingRegister 120+2 unit 1 42B40000")]
    [InlineData("write holding-register 120 float32 CDAB 90", "Write 16 HoldingRegister 120+2 unit 1 000042B4")]
    [InlineData("write holding-register 120 float32 90 BADC", "Write 16 HoldingRegister 120+2 unit 1 B4420000")]
    [InlineData("write holding-register 120 float32 DCBA 90", "Write 16 HoldingRegister 120+2 unit 1 0000B442")]
    [InlineData("write holding-register 9 uint64 CDAB 0x1", null)]
    [InlineData("write holding-register 9 uint64 CDAB 18446744073709551615", "Write 16 HoldingRegister 9+4 unit 1 FFFFFFFFFFFFFFFF")]
    [InlineData("write holding-register 9 int64 CDAB 1", "Write 16 HoldingRegister 9+4 unit 1 0001000000000000")]
    [InlineData("write holding-register 9 5", "Write 6 HoldingRegister 9+1 unit 1 0005")]
    [InlineData("write holding-register 9 int16 -1", "Write 6 HoldingRegister 9+1 unit 1 FFFF")]
    [InlineData("write holding-register 9 1 2 3", "Write 16 HoldingRegister 9+3 unit 1 000100020003")]
    [InlineData("write holding-register 9 5 function 16", "Write 16 HoldingRegister 9+1 unit 1 0005")]
    [InlineData("write coil 17 on", "Write 5 Coil 17+1 unit 1 01")]
    [InlineData("write coil 0 on off on on off off off off on", "Write 15 Coil 0+9 unit 1 0D01")]
    [InlineData("write tag speed 90", "Write 16 HoldingRegister 40+2 unit 7 000042B4")]
    [InlineData("write tag level 60", "Write 6 HoldingRegister 50+1 unit 7 0064")]
    [InlineData("write holding-register 40 float32 90 unit 7", "Write 16 HoldingRegister 40+2 unit 7 000042B4")]
    [InlineData("read tag valve", "Read 1 Coil 3+1 unit 7 ")]
    [InlineData("read file 4 0-9", "Read 20 FileRecord 0+10 unit 1 ")]
    [InlineData("function 8/1", "Admin 8/1 None 0+0 unit 1 ")]
    [InlineData("function report-server-id", "Read 17 None 0+0 unit 1 ")]
    [InlineData("write input-register 5 1", null)]
    [InlineData("write holding-register 9 uint16 65536", null)]
    [InlineData("write holding-register 9 1.5", null)]
    [InlineData("write holding-register 9 uint16 -1", null)]
    [InlineData("read holding-register 65535-65536", null)]
    [InlineData("read holding-register 9-3", null)]
    [InlineData("read holding-register 0-125", null)]
    [InlineData("read holding-register 3 5", null)]
    [InlineData("write holding-register 65535 float32 1", null)]
    [InlineData("raed holding-register 3", null)]
    [InlineData("read holding-regster 3", null)]
    [InlineData("read tag sped", null)]
    [InlineData("function 3", null)]
    [InlineData("function read", null)]
    [InlineData("read", null)]
    [InlineData("", null)]
    [InlineData("read coil 1 unit 256", null)]
    [InlineData("write holding-register 1 function 22", null)]
    public void Words_become_an_operation_or_a_problem(string words, string? expected)
    {
        bool isRead = OperationText.TryParse(Bench.Site, [words], out OperationExample? operation, out string problem);

        Assert.Equal(expected, operation is null ? null : Describe(operation));
        Assert.Equal(expected is not null, isRead);
        Assert.Equal(expected is null, problem.Length > 0);
    }

    [Fact]
    public void A_client_is_an_asset_or_an_address()
    {
        Assert.True(OperationText.TryParse(Bench.Site, ["read", "coil", "1", "from", "hmi"], out OperationExample? asset, out _));
        Assert.True(OperationText.TryParse(Bench.Site, ["client", "10.9.9.9", "read", "coil", "1"], out OperationExample? address, out _));
        Assert.False(OperationText.TryParse(Bench.Site, ["client", "hmmi", "read", "coil", "1"], out _, out string problem));

        Assert.Equal(IPAddress.Parse("10.1.0.5"), asset!.Client);
        Assert.Equal(IPAddress.Parse("10.9.9.9"), address!.Client);
        Assert.Contains("did you mean `hmi`", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_without_an_order_takes_the_one_that_the_policy_declares()
    {
        PolicyDocument policy = Bench.Document(
            "  - { id: r, allow: [write], holding-registers: 9-10, values: [{ at: 9, type: uint32, order: CDAB }] }\n");

        Assert.True(OperationText.TryParse(Bench.Site, policy, ["write holding-register 9 uint32 1"], out OperationExample? operation, out _));

        Assert.Equal("00010000", Convert.ToHexString(operation!.Data.Span));
    }

    private static string Describe(OperationExample operation) =>
        $"{operation.Class} {operation.Function} {operation.Space} {operation.Address}+{operation.Count} unit {operation.Unit} {Convert.ToHexString(operation.Data.Span)}";
}
