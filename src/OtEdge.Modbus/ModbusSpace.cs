namespace OtEdge.Modbus;

/// <summary>The address spaces (Modbus application protocol V1.1b3 cl. 4.3 and 6.14).</summary>
public enum ModbusSpace
{
    /// <summary>The function has no address.</summary>
    None = 0,

    /// <summary>Coils, single bits, read and write (0xxxx).</summary>
    Coil = 1,

    /// <summary>Discrete inputs, single bits, read only (1xxxx).</summary>
    DiscreteInput = 2,

    /// <summary>Holding registers, 16-bit words, read and write (4xxxx).</summary>
    HoldingRegister = 3,

    /// <summary>Input registers, 16-bit words, read only (3xxxx).</summary>
    InputRegister = 4,

    /// <summary>File records (6xxxx).</summary>
    FileRecord = 5,
}
