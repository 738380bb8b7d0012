namespace OtEdge.Modbus;

/// <summary>Sub-function codes of Diagnostics (Modbus application protocol V1.1b3 cl. 6.8.1).</summary>
public static class DiagnosticCode
{
    /// <summary>Return Query Data.</summary>
    public const int ReturnQueryData = 0;

    /// <summary>Restart Communications Option.</summary>
    public const int RestartCommunications = 1;

    /// <summary>Return Diagnostic Register.</summary>
    public const int ReturnDiagnosticRegister = 2;

    /// <summary>Change ASCII Input Delimiter.</summary>
    public const int ChangeAsciiInputDelimiter = 3;

    /// <summary>Force Listen Only Mode; it has no reply.</summary>
    public const int ForceListenOnlyMode = 4;

    /// <summary>Clear Counters and Diagnostic Register.</summary>
    public const int ClearCounters = 10;

    /// <summary>Return Bus Message Count.</summary>
    public const int ReturnBusMessageCount = 11;

    /// <summary>Return Bus Communication Error Count.</summary>
    public const int ReturnBusCommunicationErrorCount = 12;

    /// <summary>Return Bus Exception Error Count.</summary>
    public const int ReturnBusExceptionErrorCount = 13;

    /// <summary>Return Server Message Count.</summary>
    public const int ReturnServerMessageCount = 14;

    /// <summary>Return Server No Response Count.</summary>
    public const int ReturnServerNoResponseCount = 15;

    /// <summary>Return Server NAK Count.</summary>
    public const int ReturnServerNakCount = 16;

    /// <summary>Return Server Busy Count.</summary>
    public const int ReturnServerBusyCount = 17;

    /// <summary>Return Bus Character Overrun Count.</summary>
    public const int ReturnBusCharacterOverrunCount = 18;

    /// <summary>Clear Overrun Counter and Flag.</summary>
    public const int ClearOverrunCounter = 20;

    /// <summary>True for a sub-function that the protocol defines.</summary>
    public static bool IsKnown(int sub) =>
        sub is (>= ReturnQueryData and <= ForceListenOnlyMode)
            or (>= ClearCounters and <= ReturnBusCharacterOverrunCount)
            or ClearOverrunCounter;
}
