using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Modbus;
using OtEdge.Plant.Clients;
using OtEdge.Plant.Devices;
using Xunit;

namespace OtEdge.Tests.Plant;

/// <summary>The PLC's Modbus server against bytes, and against the plant's own client.</summary>
public sealed class ModbusDeviceTests : IAsyncDisposable
{
    private readonly RegisterImage image = new(32, 16, 200, 16);
    private readonly List<ModbusDevice> devices = [];
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    /// <summary>One request, one reply, byte for byte.</summary>
    [Theory]
    [InlineData("0001 0000 0006 01 01 0003 000A", "0001 0000 0005 01 01 02 2100", "coils 3..12 of which 3 and 8 are on")]
    [InlineData("0002 0000 0006 01 02 0000 0003", "0002 0000 0004 01 02 01 02", "discrete inputs")]
    [InlineData("0003 0000 0006 01 03 0028 0002", "0003 0000 0007 01 03 04 0006 1234", "holding registers")]
    [InlineData("0004 0000 0006 01 04 0000 0001", "0004 0000 0005 01 04 02 0258", "input register")]
    [InlineData("0005 0000 0006 01 05 0011 FF00", "0005 0000 0006 01 05 0011 FF00", "coil 17 on")]
    [InlineData("0006 0000 0006 01 06 0078 ABCD", "0006 0000 0006 01 06 0078 ABCD", "register 120")]
    [InlineData("0007 0000 0006 01 08 0000 A55A", "0007 0000 0006 01 08 0000 A55A", "echo")]
    [InlineData("0008 0000 0009 01 0F 0000 0009 02 FF01", "0008 0000 0006 01 0F 0000 0009", "nine coils")]
    [InlineData("0009 0000 000B 01 10 0078 0002 04 0000 4290", "0009 0000 0006 01 10 0078 0002", "target-temp 72 °C")]
    [InlineData("000A 0000 0008 01 16 0029 00F0 0005", "000A 0000 0008 01 16 0029 00F0 0005", "mask")]
    [InlineData("000B 0000 000D 01 17 0028 0001 0028 0001 02 0009", "000B 0000 0005 01 17 02 0009", "writes, then reads")]
    [InlineData("000C 0000 0005 01 2B 0E 01 00",
        "000C 0000 001B 01 2B 0E 01 81 00 00 03 00 06 4F7445646765 01 04 74657374 02 03 312E30", "identification")]
    [InlineData("000D 0000 0004 01 5A 00 02", "000D 0000 0008 01 5A 00 FE 74657374", "vendor")]
    [InlineData("000E 0000 0006 01 03 00C7 0002", "000E 0000 0003 01 83 02", "beyond the last register")]
    [InlineData("000F 0000 0006 01 03 0000 007E", "000F 0000 0003 01 83 03", "126 registers")]
    [InlineData("0010 0000 0006 01 05 0000 1234", "0010 0000 0003 01 85 03", "a coil is on or off")]
    [InlineData("0011 0000 0009 01 10 0000 0001 04 0001", "0011 0000 0003 01 90 03", "byte count lies")]
    [InlineData("0012 0000 0008 01 03 0000 0001 0000", "0012 0000 0003 01 83 03", "length says more than the function")]
    [InlineData("0013 0000 0002 01 41", "0013 0000 0003 01 C1 01", "function 65")]
    [InlineData("0014 0000 0004 01 18 0000", "0014 0000 0003 01 98 01", "FIFO")]
    [InlineData("0015 0000 0006 02 03 0000 0001", "0015 0000 0003 02 83 0B", "nobody behind unit 2")]
    public async Task Every_request_gets_its_reply(string request, string reply, string what)
    {
        image.Coils[3] = image.Coils[8] = image.DiscreteInputs[1] = true;
        image.HoldingRegisters[40] = 6;
        image.HoldingRegisters[41] = 0x1234;
        image.InputRegisters[0] = 600;
        using RawClient client = new(Started().EndPoint);
        await client.SendAsync(request);
        string expected = reply.Replace(" ", "", StringComparison.Ordinal);
        Assert.True(expected == await client.ReceiveAsync(expected.Length / 2), what);
    }

    /// <summary>What writes leave behind in the memory.</summary>
    [Fact]
    public async Task Writes_change_exactly_what_they_name()
    {
        image.HoldingRegisters[41] = 0x1234;
        using RawClient client = new(Started().EndPoint);
        await client.SendAsync("0001 0000 000B 01 10 0078 0002 04 0000 4290");
        await client.ReceiveAsync(12);
        await client.SendAsync("0002 0000 0008 01 16 0029 00F0 0005");
        await client.ReceiveAsync(14);
        await client.SendAsync("0003 0000 0009 01 0F 0002 0009 02 FF01");
        await client.ReceiveAsync(12);
        Assert.Equal(72f, RegisterImage.Float32(image.HoldingRegisters[120..]));
        Assert.Equal(0x0035, image.HoldingRegisters[41]);
        Assert.Equal(Enumerable.Range(0, 32).Select(i => i is >= 2 and <= 10), image.Coils.ToArray());
        Assert.Equal(3, image.HoldingRegisters.ToArray().Count(word => word != 0) + (image.HoldingRegisters[120] == 0 ? 1 : 0));
    }

    /// <summary>TCP may cut and join as it likes.</summary>
    [Fact]
    public async Task Requests_may_come_byte_by_byte_and_many_at_once()
    {
        using RawClient client = new(Started().EndPoint);
        const string request = "000100000006010300280001";
        for (int i = 0; i < request.Length; i += 2)
        {
            await client.SendAsync(request.Substring(i, 2));
        }

        Assert.Equal("0001000000050103020000", await client.ReceiveAsync(11));
        await client.SendAsync(string.Concat(Enumerable.Range(0, 50).Select(i => $"{i:X4}00000006010300280001")));
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal($"{i:X4}0000000501030200" + "00", await client.ReceiveAsync(11));
        }
    }

    /// <summary>A stream that can no longer be framed is over.</summary>
    [Theory]
    [InlineData("0001 0001 0006 01 03 0000 0001")]
    [InlineData("0001 0000 0000")]
    [InlineData("0001 0000 0001 01")]
    [InlineData("0001 0000 00FF 01 03")]
    [InlineData("0001 0000 FFFF 01 03")]
    public async Task A_bad_header_closes_the_connection(string bytes)
    {
        using RawClient client = new(Started().EndPoint);
        await client.SendAsync(bytes);
        Assert.True(await client.IsClosedAsync());
    }

    /// <summary>Random bytes do not stop the device from serving others.</summary>
    [Fact]
    public async Task Garbage_does_no_harm_to_others()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        ModbusDevice device = Started();
        for (int round = 0; round < 200; round++)
        {
            using RawClient hostile = new(device.EndPoint);
            byte[] bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0)
            {
                // A right header, so that the garbage reaches the functions.
                new byte[] { 0, 1, 0, 0, 0, (byte)Math.Clamp(bytes.Length - 6, 2, 254), 1 }.AsSpan(0, Math.Min(7, bytes.Length)).CopyTo(bytes);
            }

            await hostile.SendAsync(Convert.ToHexString(bytes));
        }

        // They may still hold every slot and fill the backlog: whoever comes now may have to come again.
        using ModbusClient client = Client(device);
        await EventuallyAsync(async () => (await client.ReadAsync(1, FunctionCode.ReadHoldingRegisters, 0, 10, stop)).IsDone, $"seed {seed}");
    }

    /// <summary>Whoever begins a frame must end it in time.</summary>
    [Fact]
    public async Task An_unfinished_frame_ends_the_connection()
    {
        using RawClient client = new(Started(new() { Name = "test", FrameTimeout = TimeSpan.FromMilliseconds(200) }).EndPoint);
        await client.SendAsync("0001 0000 0006 01");
        Assert.True(await client.IsClosedAsync());
    }

    /// <summary>A silent connection gives its slot back.</summary>
    [Fact]
    public async Task An_idle_connection_ends()
    {
        using RawClient client = new(Started(new() { Name = "test", IdleTimeout = TimeSpan.FromMilliseconds(200) }).EndPoint);
        Assert.True(await client.IsClosedAsync());
    }

    /// <summary>PLCs have few connections; a freed one serves again.</summary>
    [Fact]
    public async Task A_connection_beyond_the_slots_is_turned_away_and_a_freed_slot_serves()
    {
        ModbusDevice device = Started(new() { Name = "test", ConnectionsMax = 4 });
        device.DeadSlots = 2;
        RawClient first = new(device.EndPoint);
        using RawClient second = new(device.EndPoint);
        await first.SendAsync("0001 0000 0006 01 03 0028 0001");
        await first.ReceiveAsync(11);
        await second.SendAsync("0001 0000 0006 01 03 0028 0001");
        await second.ReceiveAsync(11);
        using (RawClient third = new(device.EndPoint))
        {
            Assert.True(await third.IsClosedAsync());
        }

        Assert.Equal(1, device.ConnectionsTurnedAway);
        first.Dispose();
        await EventuallyAsync(() => Task.FromResult(device.Connections == 1), "the slot was not freed");
        using ModbusClient client = Client(device);
        Assert.True((await client.ReadAsync(1, FunctionCode.ReadHoldingRegisters, 0, 1, stop)).IsDone);
    }

    /// <summary>Function 8 with sub-function 1 costs every client its connection.</summary>
    [Fact]
    public async Task Restarting_communications_ends_every_connection()
    {
        ModbusDevice device = Started();
        using RawClient bystander = new(device.EndPoint);
        await bystander.SendAsync("0001 0000 0006 01 03 0028 0001");
        await bystander.ReceiveAsync(11);
        using RawClient culprit = new(device.EndPoint);
        await culprit.SendAsync("0001 0000 0006 01 08 0001 0000");
        Assert.Equal("000100000006010800010000", await culprit.ReceiveAsync(12));
        Assert.True(await culprit.IsClosedAsync());
        Assert.True(await bystander.IsClosedAsync());
    }

    /// <summary>The faults that a device can be told to show, as its client sees them.</summary>
    [Theory]
    [InlineData(DeviceConduct.Hang, AnswerKind.TimedOut)]
    [InlineData(DeviceConduct.CloseOnRequest, AnswerKind.Closed)]
    public async Task A_faulty_device_is_told_apart(DeviceConduct conduct, AnswerKind expected)
    {
        ModbusDevice device = Started();
        using ModbusClient client = Client(device);
        Assert.True((await client.ReadAsync(1, FunctionCode.ReadHoldingRegisters, 0, 1, stop)).IsDone);
        device.Conduct = conduct;
        Assert.Equal(expected, (await client.ReadAsync(1, FunctionCode.ReadHoldingRegisters, 0, 1, stop)).Kind);
        device.Conduct = DeviceConduct.Normal;
        Assert.True((await client.ReadAsync(1, FunctionCode.ReadHoldingRegisters, 0, 1, stop)).IsDone);
        Assert.Equal(1, client.Unanswered);
    }

    /// <summary>A write whose reply is lost was done all the same, and once.</summary>
    [Fact]
    public async Task A_lost_reply_does_not_undo_the_write()
    {
        ModbusDevice device = Started();
        device.Conduct = DeviceConduct.LoseEveryOtherReply;
        using ModbusClient client = Client(device);
        Assert.True((await client.AskAsync(1, writer => writer.WriteSingleRegister(0, 1), stop)).IsDone);
        Assert.Equal(AnswerKind.TimedOut, (await client.AskAsync(1, writer => writer.WriteSingleRegister(0, 2), stop)).Kind);
        Assert.Equal(2, image.HoldingRegisters[0]);
        Assert.Equal(2, device.Requests);
    }

    /// <summary>A power cut says nothing; afterwards the same port serves again.</summary>
    [Fact]
    public async Task A_power_cut_is_silent_and_the_device_comes_back_on_its_port()
    {
        ModbusDevice device = Started();
        IPEndPoint before = device.EndPoint;
        using RawClient client = new(before);
        await client.SendAsync("0001 0000 0006 01 03 0028 0001");
        await client.ReceiveAsync(11);
        await device.LosePowerAsync();
        await client.SendAsync("0002 0000 0006 01 03 0028 0001");
        Assert.True(await client.IsSilentAsync(TimeSpan.FromMilliseconds(300)));
        using (ModbusClient other = Client(device))
        {
            Assert.Equal(AnswerKind.Unreachable, (await other.ReadAsync(1, FunctionCode.ReadHoldingRegisters, 0, 1, stop)).Kind);
        }

        device.Start();
        Assert.Equal(before, device.EndPoint);
        using ModbusClient again = Client(device);
        Assert.True((await again.ReadAsync(1, FunctionCode.ReadHoldingRegisters, 0, 1, stop)).IsDone);
    }

    /// <summary>Switching off ends every connection and leaves no task behind.</summary>
    [Fact]
    public async Task Stopping_closes_every_connection()
    {
        ModbusDevice device = Started();
        using RawClient client = new(device.EndPoint);
        await client.SendAsync("0001 0000 0006 01 03 0028 0001");
        await client.ReceiveAsync(11);
        await device.StopAsync();
        Assert.True(await client.IsClosedAsync());
        Assert.Equal(0, device.Connections);
    }

    /// <summary>A device that thinks longer than the client waits.</summary>
    [Fact]
    public async Task A_late_reply_is_never_taken_for_the_next_one()
    {
        ModbusDevice device = Started();
        using ModbusClient client = Client(device);
        image.HoldingRegisters[0] = 11;
        image.HoldingRegisters[1] = 22;
        device.ReplyDelay = TimeSpan.FromMilliseconds(600);
        Assert.Equal(AnswerKind.TimedOut, (await client.ReadAsync(1, FunctionCode.ReadHoldingRegisters, 0, 1, stop)).Kind);
        device.ReplyDelay = TimeSpan.Zero;
        await Task.Delay(400, stop);
        Assert.Equal([22], (await client.ReadAsync(1, FunctionCode.ReadHoldingRegisters, 1, 1, stop)).Words());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ModbusDevice device in devices)
        {
            await device.DisposeAsync();
        }
    }

    private static ModbusClient Client(ModbusDevice device) => new(new ModbusClientOptions
    {
        Server = device.EndPoint,
        Timeout = TimeSpan.FromMilliseconds(300),
        ReconnectDelay = TimeSpan.Zero,
    });

    private static async Task EventuallyAsync(Func<Task<bool>> condition, string what)
    {
        bool isSo = false;
        for (int i = 0; i < 500 && !isSo; i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            isSo = await condition();
        }

        Assert.True(isSo, what);
    }

    private ModbusDevice Started(ModbusDeviceOptions? options = null)
    {
        ModbusDevice device = new(options ?? new ModbusDeviceOptions { Name = "test" }, image, NullLogger.Instance);
        devices.Add(device);
        device.Start();
        return device;
    }
}
