using System.Buffers.Binary;
using OtEdge.SystemTests.Running;

namespace OtEdge.SystemTests.Modbus;

/// <summary>
/// The Modbus checklist against the policy <see cref="TestSites.SetpointOnly"/>: reads are allowed on unit 1, and a float at 120-121 from 0
/// to 85. Everything here aims at register 200, coil 17 or a wrong setpoint.
/// </summary>
internal static class Attacks
{
    /// <summary>Writes five registers from 200 on: what smuggled frames carry.</summary>
    private static readonly byte[] Hidden =
        RawModbus.Adu(9, 1, 16, 0, 200, 0, 5, 10, 0xBA, 0xD0, 0xBA, 0xD0, 0xBA, 0xD0, 0xBA, 0xD0, 0xBA, 0xD0);

    /// <summary>Writes register 200: the plainest forbidden write.</summary>
    private static readonly byte[] Forbidden = RawModbus.Adu(3, 1, 6, 0, 200, 0xBA, 0xD0);

    public static IEnumerable<Attack> All() =>
        [.. Smuggled(), .. Lengths(), .. Counts(), .. SideDoors(), .. Values(), .. Segments(), .. Functions()];

    /// <summary>A frame whose MBAP length covers a second, hidden frame (libmodbus runs both).</summary>
    private static IEnumerable<Attack> Smuggled()
    {
        (int Function, byte[] Pdu)[] outer =
        [
            (1, [1, 0, 0, 0, 8]), (2, [2, 0, 0, 0, 8]), (3, [3, 0, 0, 0, 1]), (4, [4, 0, 0, 0, 1]),
            (5, [5, 0, 3, 0xFF, 0]), (6, [6, 0, 120, 0, 1]), (7, [7]), (8, [8, 0, 0, 0x12, 0x34]), (11, [11]), (12, [12]),
            (15, [15, 0, 3, 0, 1, 1, 1]), (16, [16, 0, 120, 0, 2, 4, 0, 0, 0x42, 0x48]), (17, [17]),
            (20, [20, 7, 6, 0, 4, 0, 1, 0, 2]), (22, [22, 0, 120, 0, 0, 0, 1]),
            (23, [23, 0, 120, 0, 2, 0, 120, 0, 2, 4, 0, 0, 0x42, 0x48]), (43, [43, 14, 1, 0]), (90, [90, 0, 2]),
        ];
        foreach ((int function, byte[] pdu) in outer)
        {
            byte[] frame = [.. RawModbus.Adu(2, 1, pdu), .. Hidden];
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(4), (ushort)(frame.Length - 6));

            // The length of an opaque function is its own affair; it is forbidden, but not malformed.
            yield return new Attack($"A write hidden behind function {function} in one frame", [frame], function is not (90 or 8));
        }
    }

    private static IEnumerable<Attack> Lengths()
    {
        foreach (int length in (int[])[0, 1, 2, 3, 4, 5, 7, 12, 254, 255, 300, 65535])
        {
            byte[] frame = [.. Forbidden];
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(4), (ushort)length);
            yield return new Attack($"A write under the MBAP length {length}", [frame], true);
        }

        foreach (int protocol in (int[])[1, 0x1000, 0xFFFF])
        {
            byte[] frame = RawModbus.Adu(3, 1, 16, 0, 120, 0, 2, 4, 0, 0, 0x42, 0x48);
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)protocol);
            yield return new Attack($"An allowed write under the protocol identifier {protocol}", [frame], true);
        }
    }

    private static IEnumerable<Attack> Counts()
    {
        yield return Malformed("One register announced, two brought", 16, 0, 120, 0, 1, 4, 0, 0, 0x42, 0x48);
        yield return Malformed("Two registers announced, one brought", 16, 0, 120, 0, 2, 2, 0, 0);
        yield return Malformed("No register announced", 16, 0, 120, 0, 0, 0);
        yield return Malformed("A byte too many behind a write", 6, 0, 200, 0xBA, 0xD0, 0);
        yield return Malformed("A write around the end of the addresses", 16, 0xFF, 0xFF, 0, 2, 4, 0xBA, 0xD0, 0xBA, 0xD0);
        yield return Malformed("A read around the end of the addresses", 3, 0xFF, 0xFF, 0, 2);
        yield return Malformed("A read of 126 registers", 3, 0, 0, 0, 126);
        yield return Malformed("A coil set to 1234h", 5, 0, 17, 0x12, 0x34);
        yield return Malformed("Coils with a lying byte count", 15, 0, 17, 0, 1, 2, 1, 1);
        yield return Malformed("FC23 with a lying byte count", 23, 0, 120, 0, 2, 0, 200, 0, 1, 4, 0xBA, 0xD0, 0xBA, 0xD0);
        yield return Malformed("File records with the byte count 0", 21, 0);
        yield return Malformed("File records whose parts do not sum up", 21, 9, 6, 0, 4, 0, 1, 0, 3, 0xBA, 0xD0);
    }

    private static IEnumerable<Attack> SideDoors()
    {
        yield return Valid("A plain forbidden write", 6, 0, 200, 0xBA, 0xD0);
        yield return Valid("A mask write beside the setpoint", 22, 0, 200, 0, 0, 0xBA, 0xD0);
        yield return Valid("FC23 writes beside the setpoint", 23, 0, 120, 0, 2, 0, 200, 0, 1, 2, 0xBA, 0xD0);
        yield return Valid("A file record is written", 21, 9, 6, 0, 4, 0, 1, 0, 1, 0xBA, 0xD0);
        yield return Valid("A coil is set", 5, 0, 17, 0xFF, 0);
        yield return Valid("Coils are set", 15, 0, 17, 0, 3, 1, 7);
        yield return Valid("Restart communications", 8, 0, 1, 0, 0);
        yield return Valid("Force listen only", 8, 0, 4, 0, 0);
        foreach (int unit in (int[])[0, 7, 247, 255])
        {
            yield return new Attack($"An allowed setpoint on unit {unit}", [RawModbus.Adu(4, unit, 16, 0, 120, 0, 2, 4, 0, 0, 0x42, 0x48)], false);
        }
    }

    private static IEnumerable<Attack> Values()
    {
        yield return Valid("The first half of the setpoint", 6, 0, 120, 0, 1);
        yield return Valid("The second half of the setpoint", 6, 0, 121, 0x42, 0xB4);
        yield return Valid("A half by a mask", 22, 0, 121, 0, 0, 0x42, 0xB4);
        yield return Valid("Half of the setpoint with its neighbour below", 16, 0, 119, 0, 2, 4, 0, 0, 0x42, 0x48);
        yield return Valid("Half of the setpoint with its neighbour above", 16, 0, 121, 0, 2, 4, 0x42, 0x48, 0, 0);
        yield return Valid("Half of the setpoint through FC23", 23, 0, 120, 0, 2, 0, 121, 0, 1, 2, 0x42, 0xB4);
        yield return Valid("The setpoint and one register more", 16, 0, 120, 0, 3, 6, 0, 0, 0x42, 0x48, 0, 1);
        yield return Valid("90 where 85 is the most", 16, 0, 120, 0, 2, 4, 0, 0, 0x42, 0xB4);
        yield return Valid("90 through FC23", 23, 0, 120, 0, 2, 0, 120, 0, 2, 4, 0, 0, 0x42, 0xB4);
        yield return Valid("Minus one where 0 is the least", 16, 0, 120, 0, 2, 4, 0, 0, 0xBF, 0x80);
        yield return Valid("Not a number", 16, 0, 120, 0, 2, 4, 0, 0, 0x7F, 0xC0);
        yield return Valid("Infinity", 16, 0, 120, 0, 2, 4, 0, 0, 0x7F, 0x80);
        yield return Valid("50 in the wrong word order", 16, 0, 120, 0, 2, 4, 0x42, 0xB5, 0x42, 0xB5);
    }

    private static IEnumerable<Attack> Segments()
    {
        yield return new Attack("A forbidden write byte by byte", [.. Forbidden.Select(one => new[] { one })], false);
        yield return new Attack("A forbidden write in 7 and 5 bytes", [Forbidden[..7], Forbidden[7..]], false);
        byte[] read = RawModbus.Adu(5, 1, 3, 0, 0, 0, 2);
        yield return new Attack("A forbidden write behind an allowed read in one segment", [[.. read, .. Forbidden]], false);
        yield return new Attack("A forbidden write between halves of reads", [[.. read, .. Forbidden, .. read[..6]], read[6..]], false);
        yield return new Attack("A write cut before its last byte", [Forbidden[..^1]], true, EndsInside: true);
        yield return new Attack("A write cut in its header", [Forbidden[..5]], true, EndsInside: true);
    }

    private static IEnumerable<Attack> Functions()
    {
        yield return Malformed("Function 0", 0, 0, 200, 0xBA, 0xD0);
        foreach (int function in (int[])[0x83, 0x86, 0x90, 0xFF])
        {
            yield return Malformed($"Function {function}, which only a reply may have", (byte)function, 0, 200, 0xBA, 0xD0);
        }

        foreach (int function in (int[])[9, 13, 41, 65, 72, 91, 100, 110, 125])
        {
            yield return Valid($"Function {function}, which is not public", (byte)function, 0, 200, 0xBA, 0xD0);
        }

        yield return Valid("A vendor's write over function 90", 90, 0, 0x23, 0, 200, 0xBA, 0xD0);
        yield return Valid("An encapsulated CANopen request", 43, 13, 0, 200, 0xBA, 0xD0);
    }

    private static Attack Malformed(string name, params byte[] pdu) => new(name, [RawModbus.Adu(3, 1, pdu)], true);

    private static Attack Valid(string name, params byte[] pdu) => new(name, [RawModbus.Adu(3, 1, pdu)], false);
}
