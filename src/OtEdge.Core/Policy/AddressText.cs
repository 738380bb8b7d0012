namespace OtEdge.Core.Policy;

/// <summary>Addresses as people know them: zero-based, one-based, and in the notation of the field (4xxxx).</summary>
public static class AddressText
{
    private const int FiveDigitNumberMax = 9999;

    /// <summary>Such as <c>holding register 120 (121, 40121)</c>, <c>coils 16-17 (17-18, 00017-00018)</c>, <c>record 7 of file 4</c>.</summary>
    /// <param name="space">The space; <see cref="RegisterSpace.None"/> gives an empty text.</param>
    /// <param name="range">Zero-based addresses.</param>
    /// <param name="file">File number for <see cref="RegisterSpace.FileRecord"/>.</param>
    public static string Of(RegisterSpace space, AddressRange range, int file = 0)
    {
        string name = Name(space) + (range.First == range.Last ? "" : "s");
        return space switch
        {
            RegisterSpace.None => "",
            RegisterSpace.FileRecord => $"{name} {range} of file {file}",
            _ => $"{name} {range} ({new AddressRange(range.First + 1, range.Last + 1)}, {Notation(space, range)})",
        };
    }

    private static string Name(RegisterSpace space) => space switch
    {
        RegisterSpace.Coil => "coil",
        RegisterSpace.DiscreteInput => "discrete input",
        RegisterSpace.HoldingRegister => "holding register",
        RegisterSpace.InputRegister => "input register",
        _ => "record",
    };

    private static string Notation(RegisterSpace space, AddressRange range)
    {
        int prefix = space switch
        {
            RegisterSpace.Coil => 0,
            RegisterSpace.DiscreteInput => 1,
            RegisterSpace.InputRegister => 3,
            _ => 4,
        };
        string format = range.Last + 1 <= FiveDigitNumberMax ? "D4" : "D5";
        string first = prefix + (range.First + 1).ToString(format);
        return range.First == range.Last ? first : $"{first}-{prefix + (range.Last + 1).ToString(format)}";
    }
}
