using OtEdge.Tests.Conduits;

namespace OtEdge.Tests.Replays;

/// <summary>Requests of every kind from a seed, drawn from few addresses and units so that they meet often; some break the protocol.</summary>
internal sealed class RandomFrames(Random random, int addressMax = 24)
{
    private ushort transaction;

    public byte[] Next()
    {
        byte unit = (byte)random.Next(1, 4);
        byte[] pdu = random.Next(20) == 0 ? Wrong() : Right();
        return Frames.Raw(unchecked(++transaction), unit, pdu);
    }

    private byte[] Right() => random.Next(16) switch
    {
        0 => [1, .. Target(16)],
        1 => [2, .. Target(16)],
        2 or 3 or 4 => [3, .. Target(10)],
        5 => [4, .. Target(10)],
        6 => [5, .. Word(Address()), .. Word(random.Next(2) == 0 ? 0 : 0xFF00)],
        7 or 8 => [6, .. Word(Address()), .. Word(Value())],
        9 or 10 => Registers(16, []),
        11 => Coils(),
        12 => [22, .. Word(Address()), .. Word(random.Next(65536)), .. Word(Value())],
        13 => Registers(23, Target(6)),
        14 => Records(),
        _ => Short(),
    };

    private byte[] Short() => random.Next(6) switch
    {
        0 => [7],
        1 => [17],
        2 => [8, .. Word(random.Next(0, 2)), 0, 0],
        3 => [43, 14, 1, 0],
        4 => [43, 13, 1, 2],
        _ => [90, 0, (byte)random.Next(60, 64), 1],
    };

    private byte[] Wrong() => random.Next(4) switch
    {
        0 => [3, .. Word(Address()), .. Word(126)],
        1 => [6, .. Word(Address())],
        2 => [16, .. Word(Address()), .. Word(1), 4, 0, 1, 0, 2],
        _ => [7, 1],
    };

    private byte[] Registers(byte function, byte[] head)
    {
        int count = random.Next(1, 6);
        return
        [
            function, .. head, .. Word(Address()), .. Word(count), (byte)(2 * count),
            .. Enumerable.Range(0, count).SelectMany(_ => Word(Value())),
        ];
    }

    private byte[] Coils()
    {
        int count = random.Next(1, 20);
        byte[] data = new byte[(count + 7) / 8];
        random.NextBytes(data);
        return [15, .. Word(Address()), .. Word(count), (byte)data.Length, .. data];
    }

    private byte[] Records()
    {
        int groups = random.Next(1, 4);
        IEnumerable<byte> body = Enumerable.Range(0, groups)
            .SelectMany(_ => (byte[])[6, .. Word(random.Next(1, 3)), .. Word(Address()), .. Word(random.Next(1, 5))]);
        return [20, (byte)(7 * groups), .. body];
    }

    private byte[] Target(int countMax) => [.. Word(Address()), .. Word(random.Next(1, countMax + 1))];

    private int Address() => random.Next(addressMax);

    private int Value() => random.Next(4) == 0 ? random.Next(65536) : random.Next(60);

    private static byte[] Word(int value) => [(byte)(value >> 8), (byte)(value & 0xFF)];
}
