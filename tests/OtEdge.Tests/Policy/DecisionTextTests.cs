using OtEdge.Core.Policy;
using Xunit;

namespace OtEdge.Tests.Policy;

public sealed class DecisionTextTests
{
    private static readonly PolicyDocument Filling = Given.Policy(
        new Rule
        {
            Id = "scada-reads",
            Line = 6,
            Clients = [Given.Network("10.20.0.11/32")],
            Units = [new AddressRange(1, 1), new AddressRange(3, 5)],
            Classes = OperationClasses.Read,
            Ranges = [Given.Holding(0, 499)],
            Expires = Given.Now.Utc.AddDays(-1),
        },
        new Rule
        {
            Id = "setpoint",
            Line = 14,
            Clients = [Given.Network("10.20.0.11/32")],
            Units = [new AddressRange(1, 1)],
            Classes = OperationClasses.Write,
            Ranges = [Given.Holding(120, 123)],
            Values =
            [
                Given.Value(120, ProcessValueType.UInt16, 0, 85, 5) with { Tag = "target-temp" },
                Given.Value(122, ProcessValueType.Float32, -1.5),
            ],
            Rate = new RateLimit(1, TimeSpan.FromSeconds(6)),
        }) with
    {
        Pinned = [new PinnedRefusal { Id = "no-restart", Line = 30, Functions = [new FunctionId(8, 1)] }],
    };

    [Fact]
    public void Value_above_the_max_is_said_with_both_numbers_and_the_place_of_the_rule() => Assert.Equal(
        "90 is above the max of 85 of rule setpoint (policies/filling-modbus.yaml:14)"
        + " for target-temp, holding register 120 (121, 40121)",
        Text(Given.Write(120, 90)));

    [Fact]
    public void Value_below_the_min_is_said() => Assert.Equal(
        "-2 is below the min of -1.5 of rule setpoint (policies/filling-modbus.yaml:14)"
        + " for holding registers 122-123 (123-124, 40123-40124)",
        Text(Given.Write(122, 0xC000, 0)));

    [Fact]
    public void No_number_is_said() => Assert.StartsWith("NaN is not a finite number, and rule setpoint", Text(Given.Write(122, 0x7FC0, 0)));

    [Fact]
    public void Torn_value_is_said() => Assert.Equal(
        "holding register 123 (124, 40124) would write only a part of one float32 value; rule setpoint"
        + " (policies/filling-modbus.yaml:14) wants all of holding registers 122-123 (123-124, 40123-40124) in one write",
        Text(Given.Write(123, 0)));

    [Fact]
    public void Mask_write_is_said() => Assert.Equal(
        "and 0xff00, or 0x0000 may lead to a value outside the limits of rule setpoint (policies/filling-modbus.yaml:14)"
        + " for target-temp, holding register 120 (121, 40121)",
        Text(Given.Mask(120, 0xFF00, 0)));

    [Fact]
    public void Rule_that_allows_is_named_with_its_expiry() => Assert.Equal(
        "rule scada-reads (policies/filling-modbus.yaml:6) allows reading holding registers 10-11 (11-12, 40011-40012) on unit 1"
        + " with function 3; it has expired on 2026-05-03 08:00 +00:00",
        Text(Given.Read(10, 2)));

    [Fact]
    public void Closest_rule_is_named_when_no_range_covers() => Assert.Equal(
        "no single rule covers all of holding registers 495-504 (496-505, 40496-40505) for reading holding registers 495-504"
        + " (496-505, 40496-40505) on unit 1 with function 3; the closest, rule scada-reads (policies/filling-modbus.yaml:6),"
        + " covers holding registers 0-499 (1-500, 40001-40500)",
        Text(Given.Read(495, 10)));

    [Fact]
    public void Closest_rule_is_named_when_no_unit_fits() => Assert.Equal(
        "no rule for this client allows function 3 (read) on unit 2; the closest, rule scada-reads"
        + " (policies/filling-modbus.yaml:6), is for units 1, 3-5",
        Text(Given.Read(0, 1, unit: 2)));

    [Fact]
    public void Pin_is_named() => Assert.Equal(
        "the pinned refusal no-restart (policies/filling-modbus.yaml:30) refuses function 8/1 (admin) on unit 1,"
        + " in every mode but bypass",
        Text(Given.Diagnostic(1)));

    [Fact]
    public void Function_that_nobody_allows_is_said() => Assert.Equal(
        "no rule for this client allows function 8/4 (admin), so none allows function 8/4 (admin) on unit 1",
        Text(Given.Diagnostic(4)));

    [Fact]
    public void Client_that_nobody_names_is_said() => Assert.Equal(
        "no rule names this client, so none allows reading holding register 0 (1, 40001) on unit 1 with function 3",
        Text(Given.Read(0, 1), Given.Stranger));

    [Fact]
    public void Used_up_rate_and_step_are_said()
    {
        RuleSet rules = RuleSet.Compile(Filling);
        ClientRules client = rules.For(Given.Scada);
        var memory = new JudgingMemory();
        Operation first = Given.Write(120, 60);
        Decision allowed = client.Decide(first, memory, Given.Scada, Given.Now);
        Assert.EndsWith("; no last value is known, so its max-step could not be judged", DecisionText.Of(Filling, first, allowed));
        Assert.Equal(
            "the client has used rule setpoint (policies/filling-modbus.yaml:14) as often as its rate of 1 in 6 s allows",
            DecisionText.Of(Filling, first, client.Decide(first, memory, Given.Scada, Given.Now)));
        memory.Learn(rules, 1, RegisterSpace.HoldingRegister, 120, 1, first.Data);
        Operation second = Given.Write(120, 66);
        Assert.Equal(
            "66 is further from the last known value than the max-step of 5 of rule setpoint (policies/filling-modbus.yaml:14)"
            + " for target-temp, holding register 120 (121, 40121)",
            DecisionText.Of(Filling, second, client.Decide(second, memory, Given.Scada, Given.Now)));
    }

    [Theory]
    [InlineData(RegisterSpace.Coil, 17, 17, "coil 17 (18, 00018)")]
    [InlineData(RegisterSpace.DiscreteInput, 0, 7, "discrete inputs 0-7 (1-8, 10001-10008)")]
    [InlineData(RegisterSpace.InputRegister, 9998, 9998, "input register 9998 (9999, 39999)")]
    [InlineData(RegisterSpace.HoldingRegister, 9998, 9999, "holding registers 9998-9999 (9999-10000, 409999-410000)")]
    [InlineData(RegisterSpace.HoldingRegister, 65535, 65535, "holding register 65535 (65536, 465536)")]
    [InlineData(RegisterSpace.FileRecord, 3, 4, "records 3-4 of file 9")]
    public void Addresses_are_told_in_every_notation(RegisterSpace space, int first, int last, string expected) =>
        Assert.Equal(expected, AddressText.Of(space, new AddressRange(first, last), 9));

    [Fact]
    public void Written_values_are_told_for_findings()
    {
        var decision = new Decision(DecisionReason.Value, 1);
        Assert.Equal("90 (target-temp), 2.5 (at 122)", ValueText.Written(Filling, Given.Write(120, 90, 0, 0x4020, 0), decision));
        Assert.Equal("1, 2, 3", ValueText.Written(null, Given.Write(7, 1, 2, 3), decision));
        Assert.Equal("0, 1, 2, 3, 4, 5, 6, 7, ... (9 in all)", ValueText.Written(null, Given.Write(7, 0, 1, 2, 3, 4, 5, 6, 7, 8), decision));
        Assert.Equal("1, 0, 1", ValueText.Written(null, Given.WriteCoils(7, true, false, true), decision));
        Assert.Null(ValueText.Written(Filling, Given.Read(0, 1), decision));
    }

    [Fact]
    public void Data_cut_short_still_makes_a_sentence()
    {
        var cut = new Operation
        {
            Class = OperationClass.Write,
            Function = new FunctionId(16),
            Unit = 1,
            Space = RegisterSpace.HoldingRegister,
            Address = 110,
            Count = 14,
            Data = new byte[4],
        };
        Assert.StartsWith("a value that rule setpoint", DecisionText.Of(Filling, cut, new Decision(DecisionReason.Value, 1)));
        Assert.Equal("0, 0, ... (14 in all)", ValueText.Written(Filling, cut, new Decision(DecisionReason.Value, 1)));
    }

    private static string Text(in Operation operation, ClientIdentity? client = null) =>
        DecisionText.Of(Filling, operation, Filling.Decide(operation, client));
}
