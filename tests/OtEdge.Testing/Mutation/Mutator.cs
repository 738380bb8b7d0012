namespace OtEdge.Testing.Mutation;

/// <summary>Makes broken bytes out of good ones, the same for the same seed.</summary>
/// <param name="seed">Print it when a test fails.</param>
/// <param name="corpus">Good bytes to start from; at least one, none empty.</param>
public sealed class Mutator(ulong seed, IReadOnlyList<byte[]> corpus)
{
    private const int StepsMax = 4;
    private const int BytesMax = 4096;

    private static readonly byte[] Interesting = [0x00, 0x01, 0x02, 0x06, 0x0E, 0x7F, 0x80, 0xFA, 0xFE, 0xFF];

    private readonly SeededRandom random = new(seed);

    /// <summary>The next broken bytes: some frame of the corpus after one to four small changes.</summary>
    public byte[] Next()
    {
        var bytes = new List<byte>(Pick());
        for (int steps = 1 + random.Below(StepsMax); steps > 0; steps--)
        {
            Step(bytes);
        }

        return [.. bytes.Take(BytesMax)];
    }

    private byte[] Pick() => corpus[random.Below(corpus.Count)];

    private void Step(List<byte> bytes)
    {
        if (bytes.Count == 0)
        {
            bytes.Add(random.Byte());
        }

        int at = random.Below(bytes.Count);
        int count = 1 + random.Below(Math.Min(8, bytes.Count - at));
        switch (random.Below(9))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Below(8));
                break;
            case 1:
                bytes[at] = random.Byte();
                break;
            case 2:
                bytes[at] = Interesting[random.Below(Interesting.Length)];
                break;
            case 3:
                bytes[at] = unchecked((byte)(bytes[at] + (random.Below(2) == 0 ? 1 : -1)));
                break;
            case 4:
                bytes.Insert(at, random.Byte());
                break;
            case 5:
                bytes.RemoveRange(at, count);
                break;
            case 6:
                bytes.InsertRange(at, bytes.GetRange(at, count));
                break;
            case 7:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                byte[] other = Pick();
                bytes.InsertRange(at, other[random.Below(other.Length)..]);
                break;
        }
    }
}
