namespace OtEdge.Modbus;

/// <summary>Function codes; clauses are those of the Modbus application protocol V1.1b3.</summary>
public static class FunctionCode
{
    /// <summary>Read Coils, cl. 6.1.</summary>
    public const byte ReadCoils = 1;

    /// <summary>Read Discrete Inputs, cl. 6.2.</summary>
    public const byte ReadDiscreteInputs = 2;

    /// <summary>Read Holding Registers, cl. 6.3.</summary>
    public const byte ReadHoldingRegisters = 3;

    /// <summary>Read Input Registers, cl. 6.4.</summary>
    public const byte ReadInputRegisters = 4;

    /// <summary>Write Single Coil, cl. 6.5.</summary>
    public const byte WriteSingleCoil = 5;

    /// <summary>Write Single Register, cl. 6.6.</summary>
    public const byte WriteSingleRegister = 6;

    /// <summary>Read Exception Status, cl. 6.7.</summary>
    public const byte ReadExceptionStatus = 7;

    /// <summary>Diagnostics, cl. 6.8.</summary>
    public const byte Diagnostics = 8;

    /// <summary>Get Comm Event Counter, cl. 6.9.</summary>
    public const byte GetCommEventCounter = 11;

    /// <summary>Get Comm Event Log, cl. 6.10.</summary>
    public const byte GetCommEventLog = 12;

    /// <summary>Write Multiple Coils, cl. 6.11.</summary>
    public const byte WriteMultipleCoils = 15;

    /// <summary>Write Multiple Registers, cl. 6.12.</summary>
    public const byte WriteMultipleRegisters = 16;

    /// <summary>Report Server ID, cl. 6.13.</summary>
    public const byte ReportServerId = 17;

    /// <summary>Read File Record, cl. 6.14.</summary>
    public const byte ReadFileRecord = 20;

    /// <summary>Write File Record, cl. 6.15.</summary>
    public const byte WriteFileRecord = 21;

    /// <summary>Mask Write Register, cl. 6.16.</summary>
    public const byte MaskWriteRegister = 22;

    /// <summary>Read/Write Multiple Registers, cl. 6.17.</summary>
    public const byte ReadWriteMultipleRegisters = 23;

    /// <summary>Read FIFO Queue, cl. 6.18.</summary>
    public const byte ReadFifoQueue = 24;

    /// <summary>Encapsulated Interface Transport, cl. 6.19.</summary>
    public const byte EncapsulatedInterfaceTransport = 43;

    /// <summary>Schneider's UMAS, a vendor function (reserved, cl. 5 and annex A).</summary>
    public const byte Umas = 90;

    /// <summary>Set in the function code of an exception response, cl. 4.1 and 7.</summary>
    public const byte ExceptionBit = 0x80;
}
