namespace OtEdge.Modbus;

/// <summary>Names and classes of the functions.</summary>
public static class ModbusFunctions
{
    /// <summary>Every function and sub-function that has a name, by code and sub-function.</summary>
    public static IReadOnlyList<ModbusFunction> All { get; } =
    [
        Named(FunctionCode.ReadCoils, "read-coils"),
        Named(FunctionCode.ReadDiscreteInputs, "read-discrete-inputs"),
        Named(FunctionCode.ReadHoldingRegisters, "read-holding-registers"),
        Named(FunctionCode.ReadInputRegisters, "read-input-registers"),
        Named(FunctionCode.WriteSingleCoil, "write-single-coil"),
        Named(FunctionCode.WriteSingleRegister, "write-single-register"),
        Named(FunctionCode.ReadExceptionStatus, "read-exception-status"),
        Named(FunctionCode.Diagnostics, "diagnostics"),
        Diagnostic(DiagnosticCode.ReturnQueryData, "return-query-data"),
        Diagnostic(DiagnosticCode.RestartCommunications, "restart-communications-option"),
        Diagnostic(DiagnosticCode.ReturnDiagnosticRegister, "return-diagnostic-register"),
        Diagnostic(DiagnosticCode.ChangeAsciiInputDelimiter, "change-ascii-input-delimiter"),
        Diagnostic(DiagnosticCode.ForceListenOnlyMode, "force-listen-only-mode"),
        Diagnostic(DiagnosticCode.ClearCounters, "clear-counters-and-diagnostic-register"),
        Diagnostic(DiagnosticCode.ReturnBusMessageCount, "return-bus-message-count"),
        Diagnostic(DiagnosticCode.ReturnBusCommunicationErrorCount, "return-bus-communication-error-count"),
        Diagnostic(DiagnosticCode.ReturnBusExceptionErrorCount, "return-bus-exception-error-count"),
        Diagnostic(DiagnosticCode.ReturnServerMessageCount, "return-server-message-count"),
        Diagnostic(DiagnosticCode.ReturnServerNoResponseCount, "return-server-no-response-count"),
        Diagnostic(DiagnosticCode.ReturnServerNakCount, "return-server-nak-count"),
        Diagnostic(DiagnosticCode.ReturnServerBusyCount, "return-server-busy-count"),
        Diagnostic(DiagnosticCode.ReturnBusCharacterOverrunCount, "return-bus-character-overrun-count"),
        Diagnostic(DiagnosticCode.ClearOverrunCounter, "clear-overrun-counter-and-flag"),
        Named(FunctionCode.GetCommEventCounter, "get-comm-event-counter"),
        Named(FunctionCode.GetCommEventLog, "get-comm-event-log"),
        Named(FunctionCode.WriteMultipleCoils, "write-multiple-coils"),
        Named(FunctionCode.WriteMultipleRegisters, "write-multiple-registers"),
        Named(FunctionCode.ReportServerId, "report-server-id"),
        Named(FunctionCode.ReadFileRecord, "read-file-record"),
        Named(FunctionCode.WriteFileRecord, "write-file-record"),
        Named(FunctionCode.MaskWriteRegister, "mask-write-register"),
        Named(FunctionCode.ReadWriteMultipleRegisters, "read-write-multiple-registers"),
        Named(FunctionCode.ReadFifoQueue, "read-fifo-queue"),
        Named(FunctionCode.EncapsulatedInterfaceTransport, "encapsulated-interface-transport"),
        Encapsulated(MeiType.CanOpenGeneralReference, "canopen-general-reference"),
        Encapsulated(MeiType.ReadDeviceIdentification, "read-device-identification"),
        Named(FunctionCode.Umas, "umas"),
    ];

    /// <summary>What kind of thing a function does.</summary>
    /// <param name="code">Function code.</param>
    /// <param name="sub">MEI type for function 43; otherwise it makes no difference.</param>
    public static FunctionClass ClassOf(byte code, int sub = -1) => code switch
    {
        FunctionCode.ReadCoils or FunctionCode.ReadDiscreteInputs or FunctionCode.ReadHoldingRegisters
            or FunctionCode.ReadInputRegisters or FunctionCode.ReadExceptionStatus or FunctionCode.GetCommEventCounter
            or FunctionCode.GetCommEventLog or FunctionCode.ReportServerId or FunctionCode.ReadFileRecord
            or FunctionCode.ReadFifoQueue => FunctionClass.Read,
        FunctionCode.WriteSingleCoil or FunctionCode.WriteSingleRegister or FunctionCode.WriteMultipleCoils
            or FunctionCode.WriteMultipleRegisters or FunctionCode.WriteFileRecord or FunctionCode.MaskWriteRegister
            or FunctionCode.ReadWriteMultipleRegisters => FunctionClass.Write,
        FunctionCode.EncapsulatedInterfaceTransport when sub == MeiType.ReadDeviceIdentification => FunctionClass.Read,
        _ => FunctionClass.Admin,
    };

    /// <summary>Space of the addresses that a function names; <see cref="ModbusSpace.None"/> when it names none.</summary>
    public static ModbusSpace SpaceOf(byte code) => code switch
    {
        FunctionCode.ReadCoils or FunctionCode.WriteSingleCoil or FunctionCode.WriteMultipleCoils => ModbusSpace.Coil,
        FunctionCode.ReadDiscreteInputs => ModbusSpace.DiscreteInput,
        FunctionCode.ReadInputRegisters => ModbusSpace.InputRegister,
        FunctionCode.ReadHoldingRegisters or FunctionCode.WriteSingleRegister or FunctionCode.WriteMultipleRegisters
            or FunctionCode.MaskWriteRegister or FunctionCode.ReadWriteMultipleRegisters
            or FunctionCode.ReadFifoQueue => ModbusSpace.HoldingRegister,
        FunctionCode.ReadFileRecord or FunctionCode.WriteFileRecord => ModbusSpace.FileRecord,
        _ => ModbusSpace.None,
    };

    /// <summary>The name of a function, of its most special kind; null when it has none.</summary>
    /// <param name="code">Function code.</param>
    /// <param name="sub">Sub-function or MEI type; -1 when there is none.</param>
    public static string? NameOf(byte code, int sub = -1)
    {
        string? general = null;
        foreach (var function in All)
        {
            if (function.Code != code)
            {
                continue;
            }

            if (function.Sub == sub)
            {
                return function.Name;
            }

            if (function.Sub < 0)
            {
                general = function.Name;
            }
        }

        return general;
    }

    /// <summary>Finds a function by its name, in any case; false when no function has it.</summary>
    public static bool TryByName(string name, out ModbusFunction function)
    {
        foreach (var candidate in All)
        {
            if (string.Equals(candidate.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                function = candidate;
                return true;
            }
        }

        function = default;
        return false;
    }

    private static ModbusFunction Named(byte code, string name) => new(code, -1, name, ClassOf(code));

    private static ModbusFunction Diagnostic(int sub, string name) =>
        new(FunctionCode.Diagnostics, sub, name, FunctionClass.Admin);

    private static ModbusFunction Encapsulated(int mei, string name) =>
        new(FunctionCode.EncapsulatedInterfaceTransport, mei, name, ClassOf(FunctionCode.EncapsulatedInterfaceTransport, mei));
}
