using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.Modbus;

/// <summary>In enforce, nothing of the checklist reaches a real libmodbus PLC, whose registers are read back after each attack.</summary>
public sealed class EnforcedAttackTests(EnforcedAttackTests.Site site) : IClassFixture<EnforcedAttackTests.Site>
{
    public static TheoryData<string> Names => [.. Attacks.All().Select(attack => attack.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Attack_changes_nothing_at_the_device(string name)
    {
        Attack attack = Attacks.All().Single(one => one.Name == name);
        int[] registers = await RawModbus.HoldingRegisters(site.DevicePort);
        byte[] coils = await RawModbus.Coils(site.DevicePort);

        // A refusal or a close, and nobody is left waiting: the frame limit of the site is one second.
        await site.Attempt(attack, TimeSpan.FromSeconds(4));

        Assert.Equal(registers, await RawModbus.HoldingRegisters(site.DevicePort));
        Assert.Equal(coils, await RawModbus.Coils(site.DevicePort));
    }

    [Fact]
    public async Task Forbidden_request_is_answered_with_its_own_transaction_unit_and_function()
    {
        using RawModbus client = await RawModbus.Connect(site.Port);
        (byte[] Pdu, byte Exception)[] cases =
        [
            ([5, 0, 17, 0xFF, 0], 1),
            ([6, 0, 200, 0, 1], 2),
            ([16, 0, 120, 0, 2, 4, 0, 0, 0x42, 0xB4], 3),
            ([6, 0, 120, 0, 1], 3),
            ([16, 0, 120, 0, 1, 4, 0, 0, 0x42, 0x48], 3),
        ];
        for (int n = 0; n < cases.Length; n++)
        {
            await client.Send(RawModbus.Adu(0x5A00 + n, 1, cases[n].Pdu));
            byte[]? reply = await client.Receive(TimeSpan.FromSeconds(4));
            byte[] refusal = [0x5A, (byte)n, 0, 0, 0, 3, 1, (byte)(cases[n].Pdu[0] | 0x80), cases[n].Exception];
            Assert.Equal(refusal, reply);
        }

        await client.Send(RawModbus.Adu(0x5AFF, 9, 3, 0, 0, 0, 1));
        byte[] wrongUnit = [0x5A, 0xFF, 0, 0, 0, 3, 9, 0x83, 2];
        Assert.Equal(wrongUnit, await client.Receive(TimeSpan.FromSeconds(4)));
    }

    [Fact]
    public async Task Allowed_setpoint_arrives_however_its_bytes_are_cut()
    {
        for (int cut = 0; cut < 17; cut++)
        {
            byte[] frame = RawModbus.Adu(cut, 1, 16, 0, 120, 0, 2, 4, 0, (byte)cut, 0x42, 0x48);
            byte[][] chunks = cut == 0 ? [.. frame.Select(one => new[] { one })] : [frame[..cut], frame[cut..]];
            byte[]? reply = await site.Attempt(new Attack("allowed", chunks, false), TimeSpan.FromSeconds(4));
            Assert.Equal(RawModbus.Adu(cut, 1, 16, 0, 120, 0, 2), reply);
            int[] registers = await RawModbus.HoldingRegisters(site.DevicePort);
            Assert.Equal([cut, 0x4248], registers[120..122]);
        }
    }

    [Fact]
    public async Task Connection_lives_on_after_a_refusal()
    {
        using RawModbus client = await RawModbus.Connect(site.Port);
        await client.Send(RawModbus.Adu(1, 1, 6, 0, 200, 0, 1));
        Assert.Equal(0x86, (await client.Receive(TimeSpan.FromSeconds(4)))![7]);
        await client.Send(RawModbus.Adu(2, 1, 3, 0, 200, 0, 1));
        Assert.Equal(RawModbus.Adu(2, 1, 3, 2, 0, 200), await client.Receive(TimeSpan.FromSeconds(4)));
    }

    public sealed class Site() : AttackedSite("enforce");
}
