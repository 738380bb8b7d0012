namespace OtEdge.Modbus;

/// <summary>Addresses that a request touches.</summary>
/// <param name="Space">Space of the addresses.</param>
/// <param name="Address">First zero-based address.</param>
/// <param name="Count">Number of bits or registers; 0 when nothing is touched.</param>
public readonly record struct ModbusRange(ModbusSpace Space, int Address, int Count)
{
    /// <summary>True when nothing is touched.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Last zero-based address; meaningless when the range is empty.</summary>
    public int Last => Address + Count - 1;
}
