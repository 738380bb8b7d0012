using CsCheck;
using OtEdge.Modbus;
using Xunit;

namespace OtEdge.Tests.Modbus;

public sealed class RoundTripTests
{
    private static readonly Gen<(ushort Transaction, byte Unit)> Header = Gen.Select(Gen.UShort, Gen.Byte);

    private static readonly Gen<ModbusRange> Registers = Ranges(ModbusSpace.HoldingRegister, 121);

    [Fact]
    public void A_written_read_is_read_back_and_its_reply_is_right()
    {
        var reads = Gen.OneOf(
            Ranges(ModbusSpace.Coil, 2000).Select(range => (FunctionCode.ReadCoils, range)),
            Ranges(ModbusSpace.DiscreteInput, 2000).Select(range => (FunctionCode.ReadDiscreteInputs, range)),
            Ranges(ModbusSpace.HoldingRegister, 125).Select(range => (FunctionCode.ReadHoldingRegisters, range)),
            Ranges(ModbusSpace.InputRegister, 125).Select(range => (FunctionCode.ReadInputRegisters, range)));
        Gen.Select(Header, reads, Gen.UShort.Array[125]).Sample((header, read, words) =>
        {
            var (function, range) = read;
            byte[] request = Request(header, (ref writer) => writer.Read(function, range.Address, range.Count));
            AssertParsed(request, header, function, range, default, []);

            bool isBits = range.Space is ModbusSpace.Coil or ModbusSpace.DiscreteInput;
            byte[] bits = new byte[PackedBits.BytesFor(range.Count)];
            PackedBits.Set(bits, range.Count - 1, true);
            byte[] reply = Reply(header, (ref writer) => isBits
                ? writer.Counted(function, bits)
                : writer.Registers(function, words.AsSpan(0, range.Count)));
            AssertReply(request, reply, isBits ? bits : Wire(words[..range.Count]));
        });
    }

    [Fact]
    public void A_written_single_write_is_read_back_and_its_acknowledgement_is_right() =>
        Gen.Select(Header, Gen.UShort, Gen.UShort, Gen.Bool).Sample((header, address, value, isOn) =>
        {
            byte[] coil = Request(header, (ref writer) => writer.WriteSingleCoil(address, isOn));
            AssertParsed(coil, header, FunctionCode.WriteSingleCoil, default, new(ModbusSpace.Coil, address, 1), [(byte)(isOn ? 1 : 0)]);
            AssertAcknowledged(coil);

            byte[] register = Request(header, (ref writer) => writer.WriteSingleRegister(address, value));
            AssertParsed(
                register, header, FunctionCode.WriteSingleRegister, default, new(ModbusSpace.HoldingRegister, address, 1), Wire([value]));
            AssertAcknowledged(register);
        });

    [Fact]
    public void A_written_multiple_write_is_read_back_and_its_acknowledgement_is_right() =>
        Gen.Select(Header, Ranges(ModbusSpace.Coil, 1968), Registers, Gen.Byte.Array[246], Gen.UShort.Array[121])
            .Sample((header, coils, registers, packed, words) =>
            {
                byte[] bits = packed[..PackedBits.BytesFor(coils.Count)];
                ushort[] values = words[..registers.Count];
                byte[] one = Request(header, (ref writer) => writer.WriteMultipleCoils(coils.Address, coils.Count, bits));
                AssertParsed(one, header, FunctionCode.WriteMultipleCoils, default, coils, bits);
                AssertAcknowledged(one);

                byte[] other = Request(header, (ref writer) => writer.WriteMultipleRegisters(registers.Address, values));
                AssertParsed(other, header, FunctionCode.WriteMultipleRegisters, default, registers, Wire(values));
                AssertAcknowledged(other);
            });

    [Fact]
    public void A_written_read_write_is_read_back_and_its_reply_is_right() =>
        Gen.Select(Header, Registers, Registers, Gen.UShort.Array[121]).Sample((header, read, write, words) =>
        {
            ushort[] values = words[..write.Count];
            byte[] request = Request(
                header, (ref writer) => writer.ReadWriteMultipleRegisters(read.Address, read.Count, write.Address, values));
            AssertParsed(request, header, FunctionCode.ReadWriteMultipleRegisters, read, write, Wire(values));
            byte[] reply = Reply(
                header, (ref writer) => writer.Registers(FunctionCode.ReadWriteMultipleRegisters, words.AsSpan(0, read.Count)));
            AssertReply(request, reply, Wire(words[..read.Count]));
        });

    [Fact]
    public void A_written_mask_write_is_read_back_and_its_acknowledgement_is_right() =>
        Gen.Select(Header, Gen.UShort, Gen.UShort, Gen.UShort).Sample((header, address, and, or) =>
        {
            byte[] adu = Request(header, (ref writer) => writer.MaskWriteRegister(address, and, or));
            AssertParsed(adu, header, FunctionCode.MaskWriteRegister, default, new(ModbusSpace.HoldingRegister, address, 1), []);
            Assert.True(ModbusRequest.TryParse(adu, out var request, out _));
            Assert.Equal((and, or), (request.AndMask, request.OrMask));
            AssertAcknowledged(adu);
        });

    [Fact]
    public void Written_file_records_are_read_back_and_their_replies_are_right() =>
        Gen.Select(Header, Gen.Int[1, 65535], Gen.Int[0, 9880], Gen.UShort.Array[1, 120]).Sample((header, file, record, values) =>
        {
            byte[] write = Request(header, (ref writer) => writer.WriteFileRecord(file, record, values));
            AssertFileGroup(write, file, record, values.Length, Wire(values));
            AssertAcknowledged(write);

            byte[] read = Request(header, (ref writer) => writer.ReadFileRecord(file, record, values.Length));
            AssertFileGroup(read, file, record, values.Length, []);
            byte[] reply = Reply(header, (ref writer) => writer.FileRecord(values));
            AssertReply(read, reply, [(byte)(1 + (2 * values.Length)), 6, .. Wire(values)]);
        });

    [Fact]
    public void Written_functions_without_data_are_read_back_and_their_replies_are_right() =>
        Gen.Select(Header, Gen.UShort, Gen.UShort.Array[0, 31], Gen.Byte.Array[6, 70]).Sample((header, word, queue, log) =>
        {
            AssertReply(Bare(header, FunctionCode.ReadExceptionStatus), Reply(header, (ref w) => w.ExceptionStatus((byte)(word & 0xFF))), []);
            AssertReply(Bare(header, FunctionCode.GetCommEventCounter), Reply(header, (ref w) => w.CommEventCounter(0xFFFF, word)), []);
            AssertReply(
                Bare(header, FunctionCode.GetCommEventLog), Reply(header, (ref w) => w.Counted(FunctionCode.GetCommEventLog, log)), log);
            AssertReply(
                Bare(header, FunctionCode.ReportServerId), Reply(header, (ref w) => w.Counted(FunctionCode.ReportServerId, log)), log);

            byte[] fifo = Request(header, (ref writer) => writer.ReadFifoQueue(word));
            AssertReply(fifo, Reply(header, (ref writer) => writer.FifoQueue(queue)), Wire(queue));
        });

    [Fact]
    public void Written_diagnostics_and_identification_are_read_back_and_their_replies_are_right() =>
        Gen.Select(Header, Gen.UShort, Gen.UShort.Array[1, 125], Gen.Byte[1, 4]).Sample((header, word, loop, code) =>
        {
            byte[] query = Request(header, (ref writer) => writer.Diagnostics(DiagnosticCode.ReturnQueryData, Wire(loop)));
            AssertAcknowledged(query);

            byte[] count = Request(header, (ref writer) => writer.Diagnostics(DiagnosticCode.ReturnBusMessageCount, [0, 0]));
            AssertReply(count, Reply(header, (ref w) => w.Diagnostics(DiagnosticCode.ReturnBusMessageCount, word)), []);

            byte[] id = Request(header, (ref writer) => writer.ReadDeviceIdentification(code, 0));
            AssertReply(id, Reply(header, (ref w) => w.DeviceIdentification(code, 0x81, 1, [0, 2, 0x4F, 0x45])), []);
        });

    [Fact]
    public void A_written_exception_is_right_for_every_request() =>
        Gen.Select(Header, Gen.Byte[1, 127], Gen.Byte).Sample((header, function, code) =>
        {
            var pending = new PendingRequest { TransactionId = header.Transaction, Unit = header.Unit, Function = function };
            var reply = ModbusReply.Read(Reply(header, (ref writer) => writer.Exception(function, code)), pending);

            Assert.Equal(ExceptionCode.IsKnown(code) ? ReplyCheck.Exception : ReplyCheck.UnknownException, reply.Check);
            Assert.Equal((function, code), (reply.Function, reply.ExceptionCode));
        });

    [Fact]
    public void Any_segmentation_gives_the_same_frames()
    {
        var adu = Gen.Select(Header, Gen.Byte, Gen.Byte.Array[0, 252])
            .Select((header, function, body) => Request(header, (ref writer) => writer.Opaque(function, body)));
        Gen.Select(adu.Array[1, 12], Gen.Int[1, 40].Array[1, 200]).Sample((adus, sizes) =>
        {
            byte[] stream = [.. adus.SelectMany(bytes => bytes)];
            var segments = new List<byte[]>();
            for (int at = 0, i = 0; at < stream.Length; at += segments[^1].Length, i++)
            {
                segments.Add([.. stream.Skip(at).Take(sizes[i % sizes.Length])]);
            }

            Assert.Equal(adus, Segments.Frame(segments));
        });
    }

    private delegate int WriteRequest(ref RequestWriter writer);

    private delegate int WriteReply(ref ReplyWriter writer);

    private static Gen<ModbusRange> Ranges(ModbusSpace space, int countMax) =>
        from count in Gen.Int[1, countMax]
        from address in Gen.Int[0, 65536 - count]
        select new ModbusRange(space, address, count);

    private static byte[] Request((ushort Transaction, byte Unit) header, WriteRequest write)
    {
        byte[] buffer = new byte[Mbap.AduBytesMax];
        var writer = new RequestWriter(buffer, header.Transaction, header.Unit);
        return buffer[..write(ref writer)];
    }

    private static byte[] Reply((ushort Transaction, byte Unit) header, WriteReply write)
    {
        byte[] buffer = new byte[Mbap.AduBytesMax];
        var writer = new ReplyWriter(buffer, header.Transaction, header.Unit);
        return buffer[..write(ref writer)];
    }

    private static byte[] Bare((ushort Transaction, byte Unit) header, byte function) =>
        Request(header, (ref writer) => writer.Bare(function));

    private static byte[] Wire(ushort[] words) => [.. words.SelectMany(word => new[] { (byte)(word >> 8), (byte)(word & 0xFF) })];

    private static void AssertParsed(
        byte[] adu, (ushort, byte) header, byte function, ModbusRange read, ModbusRange write, byte[] data)
    {
        Assert.Equal(FrameStatus.Done, ModbusFraming.TryRead(adu, Mbap.AduBytesMax, out int bytes, out _));
        Assert.Equal(adu.Length, bytes);
        Assert.True(ModbusRequest.TryParse(adu, out var request, out var fault), fault.ToString());
        Assert.Equal((header, function), ((request.TransactionId, request.Unit), request.Function));
        Assert.Equal((read, write), (request.Read, request.Write));
        Assert.Equal(data, request.WriteData.ToArray());
        Assert.False(request.IsOpaque);
    }

    private static void AssertFileGroup(byte[] adu, int file, int record, int count, byte[] data)
    {
        Assert.True(ModbusRequest.TryParse(adu, out var request, out var fault), fault.ToString());
        int groups = 0;
        foreach (var group in request.FileRecords)
        {
            Assert.Equal((file, record, count), (group.File, group.Record, group.Count));
            Assert.Equal(data, group.Data.ToArray());
            groups++;
        }

        Assert.Equal(1, groups);
    }

    private static void AssertReply(byte[] request, byte[] reply, byte[] data)
    {
        Assert.Equal(FrameStatus.Done, ModbusFraming.TryRead(reply, Mbap.AduBytesMax, out int bytes, out _));
        Assert.Equal(reply.Length, bytes);
        var read = ModbusReply.Read(reply, FrameText.PendingOf(request));
        Assert.Equal(ReplyCheck.Ok, read.Check);
        Assert.Equal(data, read.ReadData.ToArray());
    }

    private static void AssertAcknowledged(byte[] adu)
    {
        byte[] buffer = new byte[Mbap.AduBytesMax];
        Assert.True(ModbusRequest.TryParse(adu, out var request, out var fault), fault.ToString());
        int bytes = new ReplyWriter(buffer, request.TransactionId, request.Unit).WriteDone(request);
        AssertReply(adu, buffer[..bytes], []);
    }
}
