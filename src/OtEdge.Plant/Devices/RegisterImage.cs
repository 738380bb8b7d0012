namespace OtEdge.Plant.Devices;

/// <summary>The memory of a PLC that Modbus clients see: four spaces, each from address 0 without a hole.</summary>
/// <remarks>Whoever reads or writes holds <see cref="Gate"/>, so that a request sees and changes all its registers at once.</remarks>
public sealed class RegisterImage
{
    private readonly bool[] coils;
    private readonly bool[] discreteInputs;
    private readonly ushort[] holdingRegisters;
    private readonly ushort[] inputRegisters;

    /// <summary>Creates a memory of zeros.</summary>
    /// <param name="coilCount">Coils, 0 to 65536.</param>
    /// <param name="discreteInputCount">Discrete inputs, 0 to 65536.</param>
    /// <param name="holdingRegisterCount">Holding registers, 0 to 65536.</param>
    /// <param name="inputRegisterCount">Input registers, 0 to 65536.</param>
    public RegisterImage(int coilCount, int discreteInputCount, int holdingRegisterCount, int inputRegisterCount)
    {
        coils = new bool[coilCount];
        discreteInputs = new bool[discreteInputCount];
        holdingRegisters = new ushort[holdingRegisterCount];
        inputRegisters = new ushort[inputRegisterCount];
    }

    /// <summary>Held while the memory is read or written.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Coils.</summary>
    public Span<bool> Coils => coils;

    /// <summary>Discrete inputs.</summary>
    public Span<bool> DiscreteInputs => discreteInputs;

    /// <summary>Holding registers.</summary>
    public Span<ushort> HoldingRegisters => holdingRegisters;

    /// <summary>Input registers.</summary>
    public Span<ushort> InputRegisters => inputRegisters;

    /// <summary>Reads a float32 in order CDAB: the low word first.</summary>
    /// <param name="words">Two registers.</param>
    public static float Float32(ReadOnlySpan<ushort> words) =>
        BitConverter.UInt32BitsToSingle(((uint)words[1] << 16) | words[0]);

    /// <summary>Writes a float32 in order CDAB: the low word first.</summary>
    /// <param name="words">Two registers.</param>
    /// <param name="value">The value.</param>
    public static void SetFloat32(Span<ushort> words, float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        (words[0], words[1]) = (unchecked((ushort)bits), (ushort)(bits >> 16));
    }

    /// <summary>Reads a uint32 in order ABCD: the high word first.</summary>
    /// <param name="words">Two registers.</param>
    public static uint UInt32(ReadOnlySpan<ushort> words) => ((uint)words[0] << 16) | words[1];

    /// <summary>Writes a uint32 in order ABCD: the high word first.</summary>
    /// <param name="words">Two registers.</param>
    /// <param name="value">The value; what does not fit wraps, as a counter does.</param>
    public static void SetUInt32(Span<ushort> words, long value)
    {
        uint bits = unchecked((uint)value);
        (words[0], words[1]) = ((ushort)(bits >> 16), unchecked((ushort)bits));
    }
}
