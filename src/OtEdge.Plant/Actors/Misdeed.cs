using OtEdge.Modbus;
using OtEdge.Plant.Clients;
using OtEdge.Plant.Devices;

namespace OtEdge.Plant.Actors;

/// <summary>One thing that an engineering station, or a stranger, does to the line although it should not.</summary>
/// <param name="Sentence">For people: who does what, such as "engineering reads the PLC's program".</param>
/// <param name="Unit">Unit identifier asked.</param>
/// <param name="Request">The request.</param>
/// <param name="ByStranger">True: it comes from an address that no asset declares.</param>
/// <param name="AtPacker">True: it goes to <c>plc-packer</c>, otherwise to <c>plc-filler</c>.</param>
public sealed record Misdeed(
    string Sentence, byte Unit, RequestBuilder Request, bool ByStranger = false, bool AtPacker = false)
{
    /// <summary>True when the device closes every connection after it has answered. Default false.</summary>
    public bool EndsConnections { get; init; }

    /// <summary>All of them, in the order in which they are done.</summary>
    public static IReadOnlyList<Misdeed> All { get; } =
    [
        new("engineering reads the PLC's program", 1, writer => writer.Read(
            FunctionCode.ReadHoldingRegisters, FillerRegisters.Program, FillerRegisters.ProgramCount)),
        new("engineering sets target-temp to 90 °C", 1, writer => writer.WriteMultipleRegisters(
            FillerRegisters.TargetTemperature, Float32(90))),
        new("engineering asks the PLC to restart communications", 1, writer => writer.Diagnostics(
            DiagnosticCode.RestartCommunications, [0, 0])) { EndsConnections = true },
        new("a stranger opens the drain valve", 1, writer => writer.WriteSingleCoil(
            FillerRegisters.DrainByHand, true), ByStranger: true),
        new("engineering writes half of target-temp", 1, writer => writer.WriteSingleRegister(
            FillerRegisters.TargetTemperature + 1, Float32(88)[1])),
        new("a stranger speeds the belt up", 1, writer => writer.WriteSingleRegister(
            PackerRegisters.BeltSpeed, 900), ByStranger: true, AtPacker: true),
        new("engineering uses a vendor function", 1, writer => writer.Opaque(FunctionCode.Umas, [0x00, 0x02])),
        new("engineering looks for unit 2", 2, Probe),
        new("engineering looks for unit 3", 3, Probe),
        new("engineering looks for unit 4", 4, Probe),
        new("a stranger asks what the PLC is", 1, writer => writer.ReadDeviceIdentification(1, 0), ByStranger: true),
    ];

    private static int Probe(RequestWriter writer) => writer.Read(FunctionCode.ReadHoldingRegisters, 0, 1);

    private static ushort[] Float32(float value)
    {
        ushort[] words = new ushort[2];
        RegisterImage.SetFloat32(words, value);
        return words;
    }
}
