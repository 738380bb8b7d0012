using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Modbus;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>What hostile or broken clients and devices send; enforcing, none of it may reach the other side.</summary>
public sealed class ModbusHostilityTests
{
    // Quantity, byte count or value wrong in a frame whose length field is right: name, PDU.
    public static TheoryData<string, byte[]> MalformedPdus => new()
    {
        { "function 0", [0, 0, 0] },
        { "exception as a request", [0x83, 2] },
        { "a write hidden behind a read", [3, 0, 0, 0, 1, 0, 9, 0, 0, 0, 6, 1, 6, 0, 1, 0, 99] },
        { "a read cut short", [3, 0, 0, 0] },
        { "a write cut short", [6, 0, 1, 0] },
        { "read of nothing", [3, 0, 0, 0, 0] },
        { "read of 126 registers", [3, 0, 0, 0, 126] },
        { "read of 2001 bits", [1, 0, 0, 7, 0xD1] },
        { "read beyond 65535", [3, 0xFF, 0xFF, 0, 2] },
        { "coil neither on nor off", [5, 0, 0, 0x12, 0x34] },
        { "quantity 1, data for 2", [16, 0, 10, 0, 1, 4, 0, 1, 0, 2] },
        { "byte count below the data", [16, 0, 10, 0, 2, 2, 0, 1, 0, 2] },
        { "write beyond 65535", [16, 0xFF, 0xFF, 0, 2, 4, 0, 1, 0, 2] },
        { "function 23 with a wrong byte count", [23, 0, 0, 0, 1, 0, 10, 0, 1, 4, 0, 1, 0, 2] },
        { "diagnostics without data", [8, 0, 1] },
        { "file read without groups", [20, 0] },
        { "file write whose groups lie", [21, 9, 6, 0, 1, 0, 0, 0, 5, 0, 1] },
        { "trailing bytes", [7, 0] },
    };

    // What hides a write from a rule that allows reads and writes to 10-19 only.
    public static TheoryData<string, byte[], byte> SideDoors => new()
    {
        { "mask write", [22, 0, 50, 0, 0, 0, 9], 2 },
        { "read and write, write outside", [23, 0, 0, 0, 1, 0, 50, 0, 1, 2, 0, 9], 2 },
        { "read and write, read outside", [23, 0, 98, 0, 5, 0, 10, 0, 1, 2, 0, 9], 2 },
        { "write that begins inside", [16, 0, 19, 0, 2, 4, 0, 1, 0, 2], 2 },
        { "file write", [21, 9, 6, 0, 1, 0, 0, 0, 1, 0, 9], 2 },
        { "file read", [20, 7, 6, 0, 1, 0, 0, 0, 1], 2 },
        { "coil of the same address", [5, 0, 10, 0xFF, 0], 2 },
        { "restart", [8, 0, 1, 0, 0], 1 },
        { "vendor function", [90, 0, 0x40, 1], 1 },
        { "CANopen over MEI", [43, 13, 1], 1 },
    };

    [Theory]
    [MemberData(nameof(MalformedPdus))]
    public void Enforcing_a_malformed_request_is_answered_03_and_reaches_no_device(string name, byte[] pdu)
    {
        var rig = new SessionRig();

        rig.Ask([.. Frames.Raw(1, 1, pdu), .. Frames.Read(2, 0, 1)]);

        Assert.Equal(Frames.Read(2, 0, 1), Assert.Single(rig.Device.Sends));
        Assert.Equal(Frames.Exception(1, pdu[0], 3), Assert.Single(rig.Client.Sends));
        TrafficFinding finding = rig.OnlyFinding;
        Assert.True(
            finding is { Kind: FindingKind.MalformedRequest, Verdict: VerdictWord.Refused, Decision.Reason: DecisionReason.Malformed },
            name);
        Assert.NotNull(finding.Detail);
    }

    [Theory]
    [MemberData(nameof(MalformedPdus))]
    public void Monitoring_a_malformed_request_passes_as_it_is_with_a_finding_and_its_reply_too(string name, byte[] pdu)
    {
        var rig = new SessionRig(ConduitMode.Monitor);
        byte[] request = Frames.Raw(1, 1, pdu);
        byte[] reply = Frames.Raw(1, 1, (byte)(pdu[0] | 0x80), 3);

        rig.Ask(request);
        rig.Reply(reply);

        Assert.Equal(request, Assert.Single(rig.Device.Sends));
        Assert.Equal(reply, Assert.Single(rig.Client.Sends));
        Assert.True(
            rig.OnlyFinding is { Kind: FindingKind.MalformedRequest, Verdict: VerdictWord.WouldBeRefused }, name);
    }

    [Theory]
    [MemberData(nameof(SideDoors))]
    public void Enforcing_no_function_is_a_side_door(string name, byte[] pdu, byte code)
    {
        var rig = new SessionRig(rules: Policies.Narrow);

        rig.Ask(Frames.Raw(1, 1, pdu));

        Assert.Empty(rig.Loop.Dialled);
        Assert.Equal((pdu[0], code), (rig.Client.SentBytes[7] & 0x7F, rig.Client.SentBytes[8]));
        Assert.Contains(rig.Findings, finding => finding.Verdict == VerdictWord.Refused && name.Length > 0);
    }

    [Fact]
    public void A_request_of_two_operations_is_told_by_each_that_no_rule_allows()
    {
        var rig = new SessionRig(ConduitMode.Monitor, Policies.Narrow);

        rig.Ask(Frames.Raw(1, 1, 23, 0, 98, 0, 5, 0, 50, 0, 1, 2, 0, 9));

        Assert.Equal(
            [(OperationClass.Write, 50, 1), (OperationClass.Read, 98, 5)],
            rig.Findings.Select(finding => (finding.Class, finding.Address, finding.Count)));
        Assert.Equal(1, rig.Context.Counters.Read().WouldBeRefused);
    }

    [Fact]
    public void One_forbidden_group_of_a_file_request_refuses_it_whole()
    {
        RuleSet rules = Policies.Of(new Rule
        {
            Id = "files",
            Classes = OperationClasses.Write,
            Ranges = [new SpaceRange(RegisterSpace.FileRecord, new AddressRange(0, 9), 4)],
        });
        var rig = new SessionRig(rules: rules);
        byte[] allowed = [6, 0, 4, 0, 0, 0, 1, 0, 9];
        byte[] forbidden = [6, 0, 5, 0, 0, 0, 1, 0, 9];

        rig.Ask(Frames.Raw(1, 1, [21, 9, .. allowed]));
        Assert.Single(rig.Device.Sends);
        rig.Ask(Frames.Raw(2, 1, [21, 18, .. allowed, .. forbidden]));

        Assert.Single(rig.Device.Sends);
        Assert.Equal((5, VerdictWord.Refused), (rig.OnlyFinding.File, rig.OnlyFinding.Verdict));
    }

    [Fact]
    public void Half_of_a_float_is_refused()
    {
        RuleSet rules = Policies.Of(new Rule
        {
            Id = "setpoint",
            Classes = OperationClasses.Write,
            Ranges = [new SpaceRange(RegisterSpace.HoldingRegister, new AddressRange(120, 121))],
            Values = [new ValueLimit(RegisterSpace.HoldingRegister, 120, new ValueLayout(ProcessValueType.Float32), 0, 85)],
        });
        var rig = new SessionRig(rules: rules);

        rig.Ask([.. Frames.WriteOne(1, 120, 0x4210), .. Frames.WriteOne(2, 121, 0), .. Frames.WriteMany(3, 120, [0x4210, 0])]);

        Assert.Equal(Frames.WriteMany(3, 120, [0x4210, 0]), Assert.Single(rig.Device.Sends));
        Assert.Equal([Frames.Exception(1, 6, 3), Frames.Exception(2, 6, 3)], rig.Client.Sends);
    }

    [Fact]
    public void Transaction_ids_wrap_around_and_may_repeat()
    {
        var rig = new SessionRig();
        for (int i = 65_530; i < 65_545; i++)
        {
            ushort id = (ushort)(i & 0xFFFF);
            rig.Ask(Frames.Read(id, 1, 1));
            rig.Reply(Frames.ReadReply(id, 1, 1));
        }

        rig.Ask([.. Frames.Read(7, 1, 1), .. Frames.Read(7, 1, 2)]);
        rig.Reply([.. Frames.ReadReply(7, 1, 1), .. Frames.ReadReply(7, 2, 1)]);

        Assert.Equal(17, rig.Client.Sends.Count);
        Assert.Empty(rig.Findings);
    }

    [Fact]
    public void Five_hundred_unanswered_requests_cost_no_more_than_the_limit()
    {
        var rig = new SessionRig(ConduitMode.Monitor);

        rig.Ask([.. Enumerable.Range(0, 500).SelectMany(id => Frames.Read((ushort)id, 0, 1))]);

        Assert.Equal(16, rig.Device.Sends.Count);
    }

    [Fact]
    public void A_request_to_unit_0_is_judged_and_answered_like_any_other()
    {
        var rig = new SessionRig(rules: Policies.Of(
            new Rule { Id = "unit-1", Classes = OperationClasses.Modbus, Units = [new AddressRange(1, 1)] }));

        rig.Ask(Frames.WriteOne(1, 0, 1, unit: 0));

        Assert.Equal(Frames.Exception(1, 6, ExceptionCode.IllegalDataAddress, unit: 0), rig.Client.SentBytes);
        Assert.Empty(rig.Loop.Dialled);
    }

    [Fact]
    public void Random_streams_never_pass_what_the_rules_refuse_and_never_throw()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int round = 0; round < 3000; round++)
        {
            var rig = new SessionRig(rules: Policies.Narrow);
            for (int i = 0; i < 8 && rig.Context.Clients == 1; i++)
            {
                byte[] bytes = RandomBytes(random);
                rig.Ask(bytes);
            }

            foreach (byte[] adu in rig.Loop.Dialled.SelectMany(device => device.Sends))
            {
                Assert.True(IsNarrow(adu), $"seed {seed}, round {round}: {Convert.ToHexString(adu)}");
            }
        }
    }

    private static byte[] RandomBytes(Random random)
    {
        byte[] frame = random.Next(4) switch
        {
            0 => Frames.Read(1, random.Next(120), random.Next(1, 126)),
            1 => Frames.WriteMany(2, random.Next(8, 22), new ushort[random.Next(1, 5)]),
            2 => Frames.WriteOne(3, random.Next(8, 22), 1),
            _ => Frames.Raw(4, 1, 23, 0, (byte)random.Next(120), 0, 1, 0, (byte)random.Next(8, 22), 0, 1, 2, 0, 1),
        };
        for (int flips = random.Next(3); flips > 0; flips--)
        {
            frame[random.Next(4, frame.Length)] = (byte)random.Next(256);
        }

        return random.Next(8) == 0 ? frame[..random.Next(frame.Length)] : frame;
    }

    private static bool IsNarrow(byte[] adu) =>
        ModbusRequest.TryParse(adu, out ModbusRequest request, out _)
        && (request.Read.IsEmpty || (request.Read.Space == ModbusSpace.HoldingRegister && request.Read.Last <= 99))
        && (request.Write.IsEmpty || (request.Write.Space == ModbusSpace.HoldingRegister && request.Write.Address >= 10 && request.Write.Last <= 19))
        && request.Function is 3 or 6 or 7 or 11 or 12 or 16 or 17 or 22 or 23 or 24 or 43;
}
