namespace OtEdge.Journal.Flows;

/// <summary>The 168 counters of a week as bytes: only those that are not zero, each as its hour and a 7-bit encoded count.</summary>
internal static class HourCode
{
    private const int Hours = 168;

    /// <summary>As bytes.</summary>
    public static byte[] Write(IReadOnlyList<long> hours)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        for (int hour = 0; hour < Math.Min(hours.Count, Hours); hour++)
        {
            if (hours[hour] != 0)
            {
                writer.Write((byte)hour);
                writer.Write7BitEncodedInt64(hours[hour]);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>As counters.</summary>
    /// <exception cref="FormatException">They are no such bytes.</exception>
    public static long[] Read(byte[] bytes)
    {
        long[] hours = new long[Hours];
        using BinaryReader reader = new(new MemoryStream(bytes));
        try
        {
            while (reader.BaseStream.Position < bytes.Length)
            {
                int hour = reader.ReadByte();
                hours[hour < Hours ? hour : throw new FormatException($"{hour} is no hour of the week")] = reader.Read7BitEncodedInt64();
            }
        }
        catch (EndOfStreamException fault)
        {
            throw new FormatException("the hours of a flow end too early", fault);
        }

        return hours;
    }
}
